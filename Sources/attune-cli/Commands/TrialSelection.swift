import Attune

/// The options by which commands are told which trials to show, and what of them.
enum TrialSelection {
  static let state = Option.choice(
    "state", of: StateName.self, "Show those of a state alone.", isRepeatable: true)

  static let sort = Option.value(
    "sort", value: "COLUMN", "Order them by a column.", standard: "by number")

  static let descending = Option.flag("descending", "Order them from the largest down.")

  static let limit = Option.value(
    "limit", letter: "n", value: "COUNT", "Show so many at most.")

  static let columns = Option.value(
    "columns", letter: "c", value: "NAMES", "What to show of them, separated by commas.",
    isRepeatable: true)

  static let all = [state, Condition.option, sort, descending, limit, columns]

  static let discussion = """
    Columns are number, state, value (values_0, values_1 and so on with several directions), \
    datetime_start, datetime_complete, duration in seconds, params_NAME, user_attrs_NAME and \
    system_attrs_NAME; in studies with constraints also feasible, violation and constraints_NAME. A NAME alone will do where no other column has it, and params stands for \
    all parameters. Conditions compare with < <= > >= = !=, and all have to be met; trials without \
    a value do not meet any.
    """

  /// The names by which the command line calls the states: ours and Optuna's.
  enum StateName: String, CaseIterable {
    case complete, pruned, failed, fail, running, waiting

    var state: TrialState {
      switch self {
      case .complete: .complete
      case .pruned: .pruned
      case .failed, .fail: .failed
      case .running: .running
      case .waiting: .waiting
      }
    }
  }
}

extension Arguments {
  /// The trials of a study that are asked for, with all columns there are.
  func selectedTrials(of study: StudySnapshot) throws -> DataTable {
    let states = Set(
      choices(of: TrialSelection.state, as: TrialSelection.StateName.self).map(\.state))
    var table = study.trialTable(
      of: study.trials.lazy.filter { states.isEmpty || states.contains($0.state) },
      includingFeasibility: true)
    for text in texts(of: Condition.option) { table = try Condition(text).filter(table) }
    let isDescending = has(TrialSelection.descending)
    if let column = text(of: TrialSelection.sort) {
      table = table.sorted(by: try table.column(column), descending: isDescending)
    } else if isDescending {
      table = table.sorted(by: try table.column("number"), descending: true)
    }
    if let limit = try int(of: TrialSelection.limit, in: 0...Int.max) {
      table = table.prefix(limit)
    }
    return table
  }

  /// The columns that are asked for; nil when that is left open.
  func selectedColumns() throws(UsageError) -> [String]? {
    guard has(TrialSelection.columns) else { return nil }
    let names = texts(of: TrialSelection.columns)
      .flatMap { $0.split(atScalar: ",") }.filter { !$0.isEmpty }
    guard !names.isEmpty else {
      throw UsageError("\(TrialSelection.columns.spelling) names no column")
    }
    return names
  }
}

extension DataTable {
  /// The columns of trials that are shown when nobody asks for others.
  ///
  /// For people the most important ones; for programs all but what is noted by the library.
  func withUsualTrialColumns(for format: TableFormat) throws -> DataTable {
    guard format == .table else { return try withoutSystemAttributes }
    let wanted = [
      "number", "state", "value", "values", "feasible", "violation", "duration", "params",
    ]
    return try selecting(
      wanted.filter { name in columns.contains { $0.title == name || $0.group == name } })
  }

  /// The table without what samplers and the library noted.
  var withoutSystemAttributes: DataTable {
    get throws {
      try selecting(columns.filter { $0.group != "system_attrs" }.map(\.title))
    }
  }
}
