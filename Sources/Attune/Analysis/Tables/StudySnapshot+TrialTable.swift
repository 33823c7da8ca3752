extension StudySnapshot {
  /// The trials as a table, with the columns of Optuna's `trials_dataframe`.
  ///
  /// The columns are `number`; `value`, or `values_0`, `values_1`, … in a multi-objective study, with the
  /// names of the objectives if they have any, such as `value_loss`; `datetime_start`,
  /// `datetime_complete`, and `duration` in seconds; `params_`, `user_attrs_` and `system_attrs_` with
  /// each name, sorted; and `state` in Optuna's spelling, such as `COMPLETE`.
  ///
  /// - Complexity: O(*n* · *k*) for *n* trials and *k* columns.
  public var trialTable: DataTable { trialTable(of: trials) }

  /// Returns some of the trials as a table, with the columns of ``trialTable``.
  ///
  /// - Parameters:
  ///   - trials: The trials.
  ///   - includingFeasibility: Whether to add the columns `feasible`, `violation` (the total constraint
  ///     violation) and `constraints_` with each name, after the values. They are omitted if no trial
  ///     of the study has constraints.
  ///   - includingMetrics: Whether to add the columns `metrics_` with the name of each named metric, after
  ///     the parameters: objects of the reported values by step.
  ///   - includingMembers: Whether to add the columns `member_index`, `member_slice` and `member_parent` (the
  ///     number of the trial that is continued), after the metrics. They are omitted outside populations.
  package func trialTable(
    of trials: some Sequence<TrialSnapshot>, includingFeasibility: Bool = false,
    includingMetrics: Bool = false, includingMembers: Bool = false
  ) -> DataTable {
    let layout = TrialTableLayout(
      self, includingFeasibility: includingFeasibility, includingMetrics: includingMetrics,
      includingMembers: includingMembers)
    return DataTable(columns: layout.columns, rows: trials.map(layout.row))
  }
}

/// The columns of a study's trial table, and the cells of each trial.
private struct TrialTableLayout {
  let columns: [DataTable.Column]
  private let values: [DataTable.Column]
  private let indices: [DataTable.Column: Int]
  private let hasFeasibility: Bool
  private let hasMetrics: Bool
  private let hasMembers: Bool

  init(
    _ study: StudySnapshot, includingFeasibility: Bool, includingMetrics: Bool,
    includingMembers: Bool
  ) {
    var parameters: Set<Name> = []
    var userAttributes: Set<Name> = []
    var systemAttributes: Set<Name> = []
    for trial in study.trials {
      parameters.formUnion(trial.parameters.map(\.key))
      userAttributes.formUnion(trial.userAttributes.keys.map { Name($0) })
      systemAttributes.formUnion(trial.systemAttributes.keys.map { Name($0) })
    }
    let metrics =
      includingMetrics ? Set(systemAttributes.compactMap { MetricBlock.name(inKey: $0.text) }) : []
    hasMetrics = !metrics.isEmpty
    hasMembers = includingMembers && systemAttributes.contains(Name(SystemAttribute.member))
    let members = hasMembers ? ["index", "slice", "parent"] : []
    values = Self.values(study)
    let feasibility = includingFeasibility ? study.feasibility : nil
    hasFeasibility = feasibility != nil
    let constraints =
      feasibility.map { feasibility in
        [.init("feasible"), .init("violation")]
          + Self.group("constraints", Set(feasibility.constraints.map { Name($0.name) }))
      } ?? []
    columns =
      [.init("number")] + values + constraints
      + ["datetime_start", "datetime_complete", "duration"].map { .init($0) }
      + Self.group("params", parameters) + Self.group("metrics", metrics)
      + members.map { .init($0, group: "member") }
      + Self.group("user_attrs", userAttributes)
      + Self.group("system_attrs", systemAttributes) + [.init("state")]
    indices = Dictionary(uniqueKeysWithValues: columns.enumerated().map { ($1, $0) })
  }

  private static func values(_ study: StudySnapshot) -> [DataTable.Column] {
    // Other programs may have given two objectives the same name.
    let isNamed =
      study.systemAttributes[SystemAttribute.metricNames] != nil
      && Set(study.objectiveNames.map { Name($0) }).count == study.objectiveNames.count
    guard study.directions.count > 1 else {
      return [isNamed ? .init(study.objectiveNames[0], group: "value") : .init("value")]
    }
    return study.objectiveNames.enumerated().map {
      .init(isNamed ? $1 : String($0), group: "values")
    }
  }

  private static func group(_ group: String, _ names: Set<Name>) -> [DataTable.Column] {
    names.sorted().map { .init($0.text, group: group) }
  }

  func row(_ trial: TrialSnapshot) -> [JSONValue?] {
    var row = [JSONValue?](repeating: nil, count: columns.count)
    func set(_ column: DataTable.Column, _ value: JSONValue?) {
      if let index = indices[column] { row[index] = value }
    }
    set(.init("number"), .int(trial.number))
    set(.init("state"), .string(trial.state.nameInOptuna))
    // Other programs may have recorded a different number of values.
    if trial.values.count == values.count {
      for (index, value) in trial.values.enumerated() { row[1 + index] = .float(value) }
    }
    // Unfinished trials may not have computed their constraints yet.
    if hasFeasibility, trial.state == .complete || trial.hasConstraints {
      set(.init("feasible"), .bool(trial.isFeasible))
      set(.init("violation"), .float(trial.violation))
      for (name, value) in trial.recordedConstraints {
        set(.init(name, group: "constraints"), .float(value))
      }
    }
    set(.init("datetime_start"), trial.startTime.map { .string($0.description) })
    set(.init("datetime_complete"), trial.endTime.map { .string($0.description) })
    // Times are integer microseconds: a single division keeps all six digits.
    set(.init("duration"), trial.duration.map { .float(($0 / .microseconds(1)) / 1e6) })
    for parameter in trial.parameters {
      set(.init(parameter.name, group: "params"), parameter.value)
    }
    if hasMetrics {
      for (name, reports) in trial.recordedMetrics {
        let values = reports.map { ("\($0.step)", JSONValue.float($0.value)) }
        set(.init(name.text, group: "metrics"), .object(JSONObject(values)))
      }
    }
    if hasMembers, let member = trial.member {
      set(.init("index", group: "member"), .int(member.index))
      set(.init("slice", group: "member"), .int(member.slice))
      set(.init("parent", group: "member"), member.parent.map { .int($0) })
    }
    for (name, value) in trial.userAttributes { set(.init(name, group: "user_attrs"), value) }
    for (name, value) in trial.systemAttributes { set(.init(name, group: "system_attrs"), value) }
    return row
  }
}

extension TrialState {
  /// The name of the state in Optuna's tables.
  fileprivate var nameInOptuna: String {
    self == .failed ? "FAIL" : description.uppercased()
  }
}
