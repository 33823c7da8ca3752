/// Encodes records as lines of a journal, in the format that Python Optuna writes.
struct JournalEncoder {
  /// Returns the lines of the records, each with its newline.
  static func lines(_ records: [LogRecord]) -> [UInt8] {
    var writer = JSONWriter()
    for record in records {
      writer.write(fields(of: record))
      writer.endLine()
    }
    return writer.bytes
  }

  private static func fields(of record: LogRecord) -> [(key: String, value: JSONValue)] {
    [
      ("op_code", .int(JournalOpcode(record.operation).rawValue)),
      ("worker_id", .string(record.worker)),
    ] + fields(of: record.operation)
  }

  private static func fields(of operation: LogOperation) -> [(key: String, value: JSONValue)] {
    switch operation {
    case .createStudy(let name, let directions):
      [("study_name", .string(name)), ("directions", directions.map(\.rawValue).jsonValue)]
    case .deleteStudy(let study):
      [("study_id", .int(study))]
    case .setStudyUserAttribute(let study, let key, let value):
      [("study_id", .int(study)), ("user_attr", .object([key: value]))]
    case .setStudySystemAttribute(let study, let key, let value):
      [("study_id", .int(study)), ("system_attr", .object([key: value]))]
    case .createTrial(let study, let template):
      [("study_id", .int(study))] + fields(of: template)
    case .setParameter(let trial, let parameter):
      [
        ("trial_id", .int(trial)), ("param_name", .string(parameter.name)),
        ("param_value_internal", recordedValue(parameter)),
        ("distribution", distribution(parameter)),
      ]
    case .setState(let trial, let state, let values, let time):
      [
        ("trial_id", .int(trial)), ("state", .int(state.rawValue)),
        ("values", values.jsonValue),
      ] + timeField(state, time)
    case .setIntermediateValue(let trial, let report):
      [
        ("trial_id", .int(trial)), ("step", .int(report.step)),
        ("intermediate_value", .float(report.value)),
      ]
    case .setTrialUserAttribute(let trial, let key, let value):
      [("trial_id", .int(trial)), ("user_attr", .object([key: value]))]
    case .setTrialSystemAttribute(let trial, let key, let value):
      [("trial_id", .int(trial)), ("system_attr", .object([key: value]))]
    case .discardTrials(let trials):
      [("trial_ids", trials.jsonValue)]
    }
  }

  private static func fields(of template: TrialTemplate) -> [(key: String, value: JSONValue)] {
    let start = ("datetime_start", (template.startTime?.description).jsonValue)
    guard !template.isPlain else { return [start] }
    let hasOneValue = template.values?.count == 1
    var fields = [
      start,
      ("state", .int(template.state.rawValue)),
      ("value", hasOneValue ? (template.values?.first).jsonValue : .null),
      ("values", hasOneValue ? .null : template.values.jsonValue),
    ]
    if let end = template.endTime {
      fields.append(("datetime_complete", .string(end.description)))
    }
    let parameters = template.parameters
    fields += [
      ("distributions", .object(JSONObject(parameters.map { ($0.name, distribution($0)) }))),
      ("params", .object(JSONObject(parameters.map { ($0.name, recordedValue($0)) }))),
      ("user_attrs", .object(template.userAttributes)),
      ("system_attrs", .object(template.systemAttributes)),
      (
        "intermediate_values",
        .object(
          JSONObject(template.intermediateValues.map { (String($0.step), .float($0.value)) }))
      ),
    ]
    return fields
  }

  private static func timeField(
    _ state: TrialState, _ time: Timestamp?
  ) -> [(key: String, value: JSONValue)] {
    guard state != .waiting else { return [] }
    let name = state == .running ? "datetime_start" : "datetime_complete"
    return [(name, .string((time ?? .now()).description))]
  }

  private static func recordedValue(_ parameter: Parameter) -> JSONValue {
    if case .choice(let index)? = parameter.parameterValue { return .int(index) }
    return .float(parameter.recordedValue)
  }

  private static func distribution(_ parameter: Parameter) -> JSONValue {
    .string(parameter.distribution.recordedText)
  }
}
