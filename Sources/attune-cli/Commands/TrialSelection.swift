import Attune

/// The options that select trials and their columns.
enum TrialSelection {
  static let state = Option.choice(
    "state", of: StateName.self, "Select only trials in this state.", isRepeatable: true)

  static let sort = Option.value(
    "sort", value: "COLUMN", "Sort trials by this column.", default: "number")

  static let descending = Option.flag("descending", "Sort in descending order.")

  static let limit = Option.value(
    "limit", letter: "n", value: "COUNT", "Print at most this number of trials.")

  static let columns = Option.value(
    "columns", letter: "c", value: "NAMES", "Print these columns, separated by commas.",
    isRepeatable: true)

  static let all = [state, Condition.option, sort, descending, limit, columns]

  static let discussion = """
    Columns are number, state, value (values_0, values_1 and so on for multi-objective studies), \
    datetime_start, datetime_complete, duration in seconds, params_NAME, user_attrs_NAME, \
    system_attrs_NAME and, for named metrics that trials have reported, metrics_NAME; studies with constraints also have feasible, violation and \
    constraints_NAME. NAME alone is enough if it is unambiguous, and params selects all \
    parameters. Conditions compare with < <= > >= = !=. A trial must meet all of them; a trial \
    without a value meets none.
    """

  /// The names of states on the command line: Attune's and Optuna's.
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
  /// The selected trials of a study, with all columns.
  func selectedTrials(of study: StudySnapshot) throws -> DataTable {
    let states = Set(
      choices(of: TrialSelection.state, as: TrialSelection.StateName.self).map(\.state))
    var table = study.trialTable(
      of: study.trials.lazy.filter { states.isEmpty || states.contains($0.state) },
      includingFeasibility: true, includingMetrics: true, includingMembers: true)
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

  /// The selected columns; nil if the option is not given.
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
  /// The default columns of trials.
  ///
  /// A table for people has the most important columns; other formats have all but system
  /// attributes, and JSON also has the named metrics and the reasons why trials were pruned.
  func withUsualTrialColumns(for format: TableFormat) throws -> DataTable {
    if format == .json {
      return try withSystemAttributes([AutoSampler.attribute, SystemAttribute.pruned])
    }
    guard format == .table else {
      // A cell of comma-separated values with all reports would be hard to read.
      return try selecting(columns.filter { $0.group != "metrics" }.map(\.title))
        .withoutSystemAttributes
    }
    let wanted = [
      "number", "state", "value", "values", "feasible", "violation", "member", "duration", "params",
      Self.samplerColumn,
    ]
    return try selecting(
      wanted.filter { name in columns.contains { $0.title == name || $0.group == name } })
  }

  /// The table without system attributes, but with the sampler that `AutoSampler` chose.
  var withoutSystemAttributes: DataTable {
    get throws { try withSystemAttributes([AutoSampler.attribute]) }
  }

  /// The table with only some of the system attributes.
  private func withSystemAttributes(_ names: [String]) throws -> DataTable {
    try selecting(
      columns.filter { $0.group != "system_attrs" || names.contains($0.name) }.map(\.title))
  }

  /// The title of the column with the sampler that `AutoSampler` chose for a trial.
  private static let samplerColumn = "system_attrs_" + AutoSampler.attribute
}
