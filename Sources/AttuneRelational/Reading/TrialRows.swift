internal import Attune

/// The rows of a trial, collected from all tables.
struct TrialRows {
  let id: Int
  /// The number; nil if it is missing.
  let number: Int?
  let state: TrialState
  /// The start time as the database has it.
  let start: String?
  /// The state and the times.
  private var template: TrialTemplate
  private var parameters = OrderedRows<Parameter>()
  private var values = OrderedRows<Double>()
  private var intermediateValues = OrderedRows<IntermediateValue>()
  private var userAttributes = AttributeRows()
  private var systemAttributes = AttributeRows()
  private var heartbeat: Timestamp?

  /// The identifier of the transaction that created the trial; nil if another program created it.
  private(set) var token: JSONValue?

  /// Begins with the row of the table of trials.
  init(_ row: TableRow) throws(StorageError) {
    id = try row.int("trial_id", at: 1)
    number = if case .null = row.values[2] { nil } else { try row.int("number", at: 2) }
    state = try row.label("state", at: 4, of: DatabaseLabels.states)
    start = try row.text("datetime_start", at: 5)
    template = TrialTemplate(startTime: try row.time("datetime_start", at: 5))
    template.state = state
    template.endTime = try row.time("datetime_complete", at: 6)
  }

  /// Adds a row of another table.
  mutating func add(
    _ kind: StudyQuery.Kind, _ row: TableRow, _ decoder: inout ParameterDecoder
  ) throws(StorageError) {
    switch kind {
    case .study, .studyUserAttribute, .studySystemAttribute, .trial: break
    case .parameter:
      parameters.add(try parameter(row, &decoder), at: try row.int("param_id", at: 2))
    case .value:
      let value = try row.label("value_type", at: 4, of: DatabaseLabels.values)
      // SQLite stores a NaN of Python as NULL.
      let finite = try row.double("value", at: 3) ?? .nan
      values.add(value ?? finite, at: try row.int("objective", at: 2))
    case .intermediateValue:
      let value = try row.label("intermediate_value_type", at: 4, of: DatabaseLabels.values)
      let finite = try row.double("intermediate_value", at: 3) ?? .nan
      let step = try row.int("step", at: 2)
      intermediateValues.add(IntermediateValue(step: step, value: value ?? finite), at: step)
    case .userAttribute: try userAttributes.add(row)
    case .systemAttribute: try systemAttributes.add(row)
    case .heartbeat: heartbeat = try row.time("heartbeat", at: 4)
    }
  }

  private func parameter(
    _ row: TableRow, _ decoder: inout ParameterDecoder
  ) throws(StorageError) -> Parameter {
    let name = try row.requiredText("param_name", at: 4)
    guard let value = try row.double("param_value", at: 3) else {
      throw row.invalid("param_value", at: 3, "a number")
    }
    let text = try row.requiredText("distribution_json", at: 5)
    do throws(JournalFormatError) {
      return try ParameterDecoder.parameter(
        name: name, value: value, distribution: try decoder.distribution(text))
    } catch {
      throw row.corrupt("distribution_json", "is invalid: \(error.reason)", underlyingError: error)
    }
  }

  /// Returns the contents of the trial.
  mutating func contents(_ displayName: String) throws(StorageError) -> TrialTemplate {
    var result = template
    result.parameters = ParameterList(uniqueNames: parameters.sorted)
    let values = values.sorted
    result.values = values.isEmpty ? nil : values
    result.intermediateValues = intermediateValues.sorted
    result.userAttributes = try userAttributes.object(of: "trial \(id) in \(displayName)")
    var system = try systemAttributes.object(of: "trial \(id) in \(displayName)")
    token = system[SystemAttribute.token]
    if token != nil { system[SystemAttribute.token] = nil }
    if let heartbeat, !state.isFinished {
      // Optuna's table has no count; the time changes with every heartbeat.
      system[SystemAttribute.lease] = [
        "count": .int(Int(heartbeat.microsecondsSince1970)), "time": .string(heartbeat.description),
      ]
    }
    result.systemAttributes = system
    return result
  }
}
