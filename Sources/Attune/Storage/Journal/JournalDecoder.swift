/// Decodes lines of a journal, written by any program.
///
/// Workers, names and distributions repeat from line to line, so each distinct text is decoded once.
struct JournalDecoder {
  var workers = RecentTokens<String>()
  var names = RecentTokens<String>()
  var distributionTokens = RecentTokens<Distribution>()
  private var parameters = ParameterDecoder()

  /// The first number that was rounded to a `Double`; nil if there is none.
  private(set) var roundedNumber: JSONValue?

  /// Decodes a record from the JSON of a line.
  mutating func record(_ json: JSONValue) throws(JournalFormatError) -> LogRecord {
    guard let object = json.objectValue else {
      throw JournalFormatError("the line is not a JSON object")
    }
    let line = Fields(object)
    if roundedNumber == nil { roundedNumber = line.roundedNumber }
    let code = try line.int("op_code")
    guard let opcode = JournalOpcode(rawValue: code) else {
      throw JournalFormatError("there is no operation \(code)")
    }
    return LogRecord(
      worker: try line.string("worker_id"), operation: try operation(opcode, line))
  }

  private mutating func operation(
    _ opcode: JournalOpcode, _ line: Fields
  ) throws(JournalFormatError) -> LogOperation {
    switch opcode {
    case .createStudy:
      return .createStudy(
        name: try line.string("study_name"), directions: try line.directions("directions"))
    case .deleteStudy:
      return .deleteStudy(try line.int("study_id"))
    case .setStudyUserAttribute:
      let (key, value) = try line.attribute("user_attr")
      return .setStudyUserAttribute(study: try line.int("study_id"), key: key, value: value)
    case .setStudySystemAttribute:
      let (key, value) = try line.attribute("system_attr")
      return .setStudySystemAttribute(study: try line.int("study_id"), key: key, value: value)
    case .createTrial:
      return .createTrial(study: try line.int("study_id"), try template(line))
    case .setParameter:
      let parameter = try parameter(
        name: try line.string("param_name"), value: try line.double("param_value_internal"),
        distribution: try distribution(try line.string("distribution")))
      return .setParameter(trial: try line.int("trial_id"), parameter)
    case .setState:
      let state = try line.state("state")
      var time: Timestamp?
      if state == .running { time = try line.time("datetime_start") }
      if state.isFinished { time = try line.time("datetime_complete") }
      return .setState(
        trial: try line.int("trial_id"), state, values: try line.doubles("values"), at: time)
    case .setIntermediateValue:
      return .setIntermediateValue(
        trial: try line.int("trial_id"),
        IntermediateValue(
          step: try line.int("step"), value: try line.double("intermediate_value")))
    case .setTrialUserAttribute:
      let (key, value) = try line.attribute("user_attr")
      return .setTrialUserAttribute(trial: try line.int("trial_id"), key: key, value: value)
    case .setTrialSystemAttribute:
      let (key, value) = try line.attribute("system_attr")
      return .setTrialSystemAttribute(trial: try line.int("trial_id"), key: key, value: value)
    case .discardTrials:
      let ids = try line.required("trial_ids").arrayValue ?? []
      return .discardTrials(ids.compactMap(\.intValue))
    }
  }

  private mutating func template(_ line: Fields) throws(JournalFormatError) -> TrialTemplate {
    var template = TrialTemplate(startTime: try line.optionalTime("datetime_start"))
    if line.optional("state") != nil { template.state = try line.state("state") }
    let value = line.optional("value")
    let values = line.optional("values")
    guard value == nil || values == nil else {
      throw JournalFormatError("a trial has both \"value\" and \"values\"")
    }
    if value != nil { template.values = [try line.double("value")] }
    if values != nil { template.values = try line.doubles("values") }
    if line.optional("datetime_complete") != nil {
      template.endTime = try line.time("datetime_complete")
    }
    template.userAttributes = try line.object("user_attrs")
    template.systemAttributes = try line.object("system_attrs")
    let distributions = try line.object("distributions")
    var parameters: [Parameter] = []
    for (index, (name, value)) in try line.object("params").enumerated() {
      guard let text = distributions.value(of: name, near: index)?.stringValue else {
        throw JournalFormatError("the parameter \"\(name)\" has no distribution")
      }
      guard let value = value.numberInPython else {
        throw JournalFormatError("the parameter \"\(name)\" is not a number")
      }
      parameters.append(
        try parameter(name: name, value: value, distribution: try distribution(text)))
    }
    template.parameters = ParameterList(uniqueNames: parameters)
    for (step, value) in try line.object("intermediate_values") {
      if Int(step) == nil, !step.isEmpty, step.drop(while: { $0 == "-" }).allSatisfy(\.isNumber) {
        throw JournalFormatError(
          "the step \(step) does not fit in a 64-bit integer", isUnsupported: true)
      }
      guard let step = Int(step), let value = value.numberInPython else {
        throw JournalFormatError("the intermediate value of step \"\(step)\" is not a number")
      }
      template.intermediateValues.append(IntermediateValue(step: step, value: value))
    }
    return template
  }

  /// Creates a parameter.
  ///
  /// - Throws: ``JournalFormatError`` if the distribution is categorical and the value is not the index
  ///   of a choice.
  func parameter(
    name: String, value: Double, distribution: Distribution
  ) throws(JournalFormatError) -> Parameter {
    try ParameterDecoder.parameter(name: name, value: value, distribution: distribution)
  }

  /// Decodes a distribution from JSON text.
  mutating func distribution(_ text: String) throws(JournalFormatError) -> Distribution {
    try parameters.distribution(text)
  }
}

/// Access to the fields of a line by name and type.
private struct Fields {
  private let object: JSONObject

  init(_ object: JSONObject) {
    self.object = object
  }

  /// Returns the value of a field, or nil if it is missing or null.
  func optional(_ key: String) -> JSONValue? {
    guard let value = object[key], value != .null else { return nil }
    return value
  }

  func required(_ key: String) throws(JournalFormatError) -> JSONValue {
    guard let value = object[key] else { throw JournalFormatError("\"\(key)\" is missing") }
    return value
  }

  private func convert<T>(
    _ key: String, to kind: String, _ conversion: (JSONValue) -> T?
  ) throws(JournalFormatError) -> T {
    let value = try required(key)
    guard let result = conversion(value) else {
      throw JournalFormatError("\"\(key)\" is \(value), which is not \(kind)")
    }
    return result
  }

  func int(_ key: String) throws(JournalFormatError) -> Int {
    if case .literal(let literal)? = object[key], literal.isNumber {
      throw JournalFormatError(
        "\"\(key)\" is \(literal.text), which does not fit in a 64-bit integer",
        isUnsupported: true)
    }
    return try convert(key, to: "an integer") { value in
      if case .bool(let value) = value { value ? 1 : 0 } else { value.intValue }
    }
  }

  /// The first integer that cannot be represented exactly as the floating-point value of its field.
  var roundedNumber: JSONValue? {
    for key in ["value", "values", "intermediate_value", "intermediate_values", "params"] {
      guard let value = object[key] else { continue }
      let numbers = value.arrayValue ?? value.objectValue?.map(\.value) ?? [value]
      if let number = numbers.first(where: \.isRoundedAsDouble) { return number }
    }
    return nil
  }

  func double(_ key: String) throws(JournalFormatError) -> Double {
    try convert(key, to: "a number", \.numberInPython)
  }

  func string(_ key: String) throws(JournalFormatError) -> String {
    try convert(key, to: "a string", \.stringValue)
  }

  func state(_ key: String) throws(JournalFormatError) -> TrialState {
    try convert(key, to: "a state") { $0.intValue.flatMap(TrialState.init) }
  }

  func time(_ key: String) throws(JournalFormatError) -> Timestamp {
    try convert(key, to: "a date and time") { $0.stringValue.flatMap { Timestamp(iso8601: $0) } }
  }

  /// Returns the time of a field that must exist but may be null.
  func optionalTime(_ key: String) throws(JournalFormatError) -> Timestamp? {
    try required(key) == .null ? nil : try time(key)
  }

  /// Returns the numbers of a field that must exist but may be null.
  func doubles(_ key: String) throws(JournalFormatError) -> [Double]? {
    guard try required(key) != .null else { return nil }
    return try convert(key, to: "a list of numbers") { value in
      let numbers = value.arrayValue?.map(\.numberInPython)
      guard let numbers, !numbers.contains(nil) else { return nil }
      return numbers.compactMap { $0 }
    }
  }

  func directions(_ key: String) throws(JournalFormatError) -> [Direction] {
    let directions = try convert(key, to: "a list of directions") { value -> [Direction]? in
      let numbers = value.arrayValue?.map(\.intValue)
      // 0 means that the direction was not set; Optuna's default is to minimize.
      let directions = numbers?.map { $0 == 0 ? .minimize : $0.flatMap(Direction.init) }
      guard let directions, !directions.contains(nil) else { return nil }
      return directions.compactMap { $0 }
    }
    guard !directions.isEmpty else { throw JournalFormatError("a study has no directions") }
    return directions
  }

  /// Returns the object of a field, or an empty one if the field is missing or null.
  func object(_ key: String) throws(JournalFormatError) -> JSONObject {
    guard let value = optional(key) else { return JSONObject() }
    guard let object = value.objectValue else {
      throw JournalFormatError("\"\(key)\" is \(value), which is not an object")
    }
    return object
  }

  /// Returns the name and the value of the single attribute in a field.
  func attribute(_ key: String) throws(JournalFormatError) -> (String, JSONValue) {
    let object = try convert(key, to: "an object", \.objectValue)
    guard let first = object.first, object.count == 1 else {
      throw JournalFormatError("\"\(key)\" does not hold exactly one attribute")
    }
    return (first.key, first.value)
  }
}

extension JSONValue {
  /// The value as a number in Python, where Booleans are 0 and 1; nil if it is not a number.
  fileprivate var numberInPython: Double? {
    if case .bool(let value) = self { value ? 1 : 0 } else { doubleValue }
  }

  /// Whether the value is an integer that a `Double` cannot represent exactly.
  fileprivate var isRoundedAsDouble: Bool {
    guard let number = doubleValue else { return false }
    return !isEqualInPython(to: .float(number))
  }
}
