/// The fast path for plain lines: the layout in which Optuna, Rustuna and this library write nearly all
/// lines.
extension JournalDecoder {
  /// An error for a line that is not plain, which may still be valid.
  private struct NotPlain: Error {}

  /// Decodes the record of a plain line; returns nil for any other line, valid or not.
  ///
  /// Reads the values directly from the bytes, without a JSON tree of the line. It accepts only lines
  /// that ``record(_:)`` accepts, and returns the same record.
  mutating func plainRecord(_ line: UnsafeRawBufferPointer) -> LogRecord? {
    var json = JSONParser(line)
    return try? plainRecord(&json)
  }

  private mutating func plainRecord(_ json: inout JSONParser) throws -> LogRecord {
    guard json.take(text: "{\"op_code\":") else { throw NotPlain() }
    let opcode = JournalOpcode(rawValue: try integer(&json))
    guard json.take(text: ",\"worker_id\":") else { throw NotPlain() }
    let worker = try text(&json, &workers)
    let operation =
      switch opcode {
      case .createTrial: try createTrial(&json)
      case .setParameter: try setParameter(&json)
      case .setState: try setState(&json)
      case .setIntermediateValue: try setIntermediateValue(&json)
      case .setTrialUserAttribute:
        try setAttribute(&json, "\"user_attr\":", LogOperation.setTrialUserAttribute)
      case .setTrialSystemAttribute:
        try setAttribute(&json, "\"system_attr\":", LogOperation.setTrialSystemAttribute)
      default: throw NotPlain()
      }
    guard json.take("}"), json.isAtEnd else { throw NotPlain() }
    return LogRecord(worker: worker, operation: operation)
  }

  // MARK: Operations

  // Fields may be in any order. A line with a repeated field is not plain.

  private func createTrial(_ json: inout JSONParser) throws -> LogOperation {
    var study: Int?
    var start: Timestamp??
    while json.take(",") {
      if study == nil, json.take(text: "\"study_id\":") {
        study = try integer(&json)
      } else if start == nil, json.take(text: "\"datetime_start\":") {
        start = .some(try time(&json))
      } else {
        throw NotPlain()
      }
    }
    guard let study, let start else { throw NotPlain() }
    return .createTrial(study: study, TrialTemplate(startTime: start))
  }

  private mutating func setParameter(_ json: inout JSONParser) throws -> LogOperation {
    var trial: Int?
    var name: String?
    var value: Double?
    var distribution: Distribution?
    while json.take(",") {
      if trial == nil, json.take(text: "\"trial_id\":") {
        trial = try integer(&json)
      } else if name == nil, json.take(text: "\"param_name\":") {
        name = try text(&json, &names)
      } else if value == nil, json.take(text: "\"param_value_internal\":") {
        value = try number(&json)
      } else if distribution == nil, json.take(text: "\"distribution\":") {
        distribution = try self.distribution(&json)
      } else {
        throw NotPlain()
      }
    }
    guard let trial, let name, let value, let distribution else { throw NotPlain() }
    return .setParameter(
      trial: trial, try parameter(name: name, value: value, distribution: distribution))
  }

  private func setState(_ json: inout JSONParser) throws -> LogOperation {
    var trial: Int?
    var state: TrialState?
    var values: [Double]??
    var start: Timestamp?
    var end: Timestamp?
    while json.take(",") {
      if trial == nil, json.take(text: "\"trial_id\":") {
        trial = try integer(&json)
      } else if state == nil, json.take(text: "\"state\":") {
        state = TrialState(rawValue: try integer(&json))
      } else if values == nil, json.take(text: "\"values\":") {
        values = .some(try numbers(&json))
      } else if start == nil, json.take(text: "\"datetime_start\":") {
        start = try time(&json)
      } else if end == nil, json.take(text: "\"datetime_complete\":") {
        end = try time(&json)
      } else {
        throw NotPlain()
      }
    }
    guard let trial, let state, let values else { throw NotPlain() }
    let time = state == .running ? start : state.isFinished ? end : nil
    guard time != nil || state == .waiting else { throw NotPlain() }
    return .setState(trial: trial, state, values: values, at: time)
  }

  private func setIntermediateValue(_ json: inout JSONParser) throws -> LogOperation {
    var trial: Int?
    var step: Int?
    var value: Double?
    while json.take(",") {
      if trial == nil, json.take(text: "\"trial_id\":") {
        trial = try integer(&json)
      } else if step == nil, json.take(text: "\"step\":") {
        step = try integer(&json)
      } else if value == nil, json.take(text: "\"intermediate_value\":") {
        value = try number(&json)
      } else {
        throw NotPlain()
      }
    }
    guard let trial, let step, let value else { throw NotPlain() }
    return .setIntermediateValue(trial: trial, IntermediateValue(step: step, value: value))
  }

  private func setAttribute(
    _ json: inout JSONParser, _ field: StaticString,
    _ operation: (Int, String, JSONValue) -> LogOperation
  ) throws -> LogOperation {
    var trial: Int?
    var attribute: (key: String, value: JSONValue)?
    while json.take(",") {
      if trial == nil, json.take(text: "\"trial_id\":") {
        trial = try integer(&json)
      } else if attribute == nil, json.take(text: field) {
        guard let object = try json.member().objectValue, object.count == 1 else {
          throw NotPlain()
        }
        attribute = object.first
      } else {
        throw NotPlain()
      }
    }
    guard let trial, let attribute else { throw NotPlain() }
    return operation(trial, attribute.key, attribute.value)
  }

  // MARK: Values

  private func integer(_ json: inout JSONParser) throws -> Int {
    guard case .int(let value) = try json.number() else { throw NotPlain() }
    return value
  }

  private func number(_ json: inout JSONParser) throws -> Double {
    switch try json.member() {
    case .float(let value): return value
    // A larger integer may have to be rounded, which `record(_:)` detects.
    case .int(let value) where value.magnitude <= 1 << 53: return Double(value)
    default: throw NotPlain()
    }
  }

  private func numbers(_ json: inout JSONParser) throws -> [Double]? {
    if json.take(text: "null") { return nil }
    guard json.take("[") else { throw NotPlain() }
    var numbers: [Double] = []
    repeat { numbers.append(try number(&json)) } while json.take(",")
    guard json.take("]") else { throw NotPlain() }
    return numbers
  }

  private func text(
    _ json: inout JSONParser, _ known: inout RecentTokens<String>
  ) throws -> String {
    if let text = known.next(in: &json) { return text }
    let start = json.position
    let text = try json.string()
    known.insert(text, token: json.bytes(from: start))
    return text
  }

  private mutating func distribution(_ json: inout JSONParser) throws -> Distribution {
    if let distribution = distributionTokens.next(in: &json) { return distribution }
    let start = json.position
    let distribution = try distribution(json.string())
    distributionTokens.insert(distribution, token: json.bytes(from: start))
    return distribution
  }

  private func time(_ json: inout JSONParser) throws -> Timestamp? {
    if json.take(text: "null") { return nil }
    // A time contains no escapes, so the next quotation mark ends the text.
    guard json.take("\""), let text = json.take(until: UInt8(ascii: "\"")),
      let time = Timestamp(iso8601: text)
    else { throw NotPlain() }
    return time
  }
}
