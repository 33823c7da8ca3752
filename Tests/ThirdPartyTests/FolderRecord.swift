import Attune

/// The contents of one file of a `FolderStorage`.
enum FolderRecord: Sendable {
  case createStudy(StudyTemplate)
  case deleteStudy(Int)
  case commit(study: Int, [StorageOperation])

  var json: JSONValue {
    switch self {
    case .createStudy(let study):
      [
        "kind": "create", "name": .string(study.name),
        "directions": .array(study.directions.map { .int($0.rawValue) }),
        "user": .object(study.userAttributes), "system": .object(study.systemAttributes),
      ]
    case .deleteStudy(let id): ["kind": "delete", "study": .int(id)]
    case .commit(let study, let operations):
      ["kind": "commit", "study": .int(study), "operations": .array(operations.map(\.json))]
    }
  }

  /// Reads a record; nil if the JSON is not one.
  init?(json: JSONValue) {
    guard let object = json.objectValue else { return nil }
    switch object["kind"]?.stringValue {
    case "create":
      let directions = object["directions"]?.arrayValue?
        .map { $0.intValue.flatMap(Direction.init(rawValue:)) }
      guard let name = object["name"]?.stringValue, let directions, !directions.isEmpty,
        !directions.contains(nil), let user = object["user"]?.objectValue,
        let system = object["system"]?.objectValue
      else { return nil }
      self = .createStudy(
        StudyTemplate(
          name: name, directions: directions.compactMap(\.self), userAttributes: user,
          systemAttributes: system))
    case "delete":
      guard let id = object["study"]?.intValue else { return nil }
      self = .deleteStudy(id)
    case "commit":
      guard let id = object["study"]?.intValue, let list = object["operations"]?.arrayValue else {
        return nil
      }
      let operations = list.compactMap(StorageOperation.init(json:))
      guard operations.count == list.count else { return nil }
      self = .commit(study: id, operations)
    default: return nil
    }
  }
}

extension StorageOperation {
  fileprivate var json: JSONValue {
    switch self {
    case .setStudyUserAttribute(let key, let value): ["study user", .string(key), value]
    case .setStudySystemAttribute(let key, let value): ["study system", .string(key), value]
    case .createTrial(let template): ["create", template.json]
    case .setParameter(let trial, let parameter): ["parameter", .int(trial), parameter.json]
    case .setState(let trial, let state, let values, let time):
      [
        "state", .int(trial), .int(state.rawValue), (values?.map { .float($0) }).json, time.json,
      ]
    case .setIntermediateValue(let trial, let report): ["report", .int(trial), report.json]
    case .setTrialUserAttribute(let trial, let key, let value):
      ["user", .int(trial), .string(key), value]
    case .setTrialSystemAttribute(let trial, let key, let value):
      ["system", .int(trial), .string(key), value]
    }
  }

  fileprivate init?(json: JSONValue) {
    guard let list = json.arrayValue, let kind = list.first?.stringValue else { return nil }
    let key = list.count > 2 ? list[list.count - 2].stringValue : nil
    let trial = list.count > 1 ? list[1].intValue : nil
    switch (kind, list.count, key, trial) {
    case ("study user", 3, let key?, _): self = .setStudyUserAttribute(key: key, value: list[2])
    case ("study system", 3, let key?, _):
      self = .setStudySystemAttribute(key: key, value: list[2])
    case ("create", 2, _, _):
      guard let template = TrialTemplate(json: list[1]) else { return nil }
      self = .createTrial(template)
    case ("parameter", 3, _, let trial?):
      guard let parameter = Parameter(json: list[2]) else { return nil }
      self = .setParameter(trial: trial, parameter)
    case ("state", 5, _, let trial?):
      guard let state = list[2].intValue.flatMap(TrialState.init(rawValue:)) else { return nil }
      self = .setState(
        trial: trial, state, values: list[3].doubles, at: Timestamp(json: list[4]))
    case ("report", 3, _, let trial?):
      guard let report = IntermediateValue(json: list[2]) else { return nil }
      self = .setIntermediateValue(trial: trial, report)
    case ("user", 4, let key?, let trial?):
      self = .setTrialUserAttribute(trial: trial, key: key, value: list[3])
    case ("system", 4, let key?, let trial?):
      self = .setTrialSystemAttribute(trial: trial, key: key, value: list[3])
    default: return nil
    }
  }
}

extension TrialTemplate {
  fileprivate var json: JSONValue {
    [
      "state": .int(state.rawValue), "values": (values?.map { .float($0) }).json,
      "start": startTime.json, "end": endTime.json,
      "parameters": .array(parameters.map(\.json)),
      "reports": .array(intermediateValues.map(\.json)), "user": .object(userAttributes),
      "system": .object(systemAttributes),
    ]
  }

  fileprivate init?(json: JSONValue) {
    guard let object = json.objectValue,
      let state = object["state"]?.intValue.flatMap(TrialState.init(rawValue:)),
      let parameters = object["parameters"]?.arrayValue,
      let reports = object["reports"]?.arrayValue, let user = object["user"]?.objectValue,
      let system = object["system"]?.objectValue
    else { return nil }
    self.init(startTime: object["start"].flatMap(Timestamp.init(json:)))
    self.state = state
    values = object["values"]?.doubles
    endTime = object["end"].flatMap(Timestamp.init(json:))
    self.parameters = ParameterList(parameters.compactMap(Parameter.init(json:)))
    intermediateValues = reports.compactMap(IntermediateValue.init(json:))
    userAttributes = user
    systemAttributes = system
  }
}

extension Parameter {
  fileprivate var json: JSONValue {
    [.string(name), distribution.json, .float(recordedValue)]
  }

  fileprivate init?(json: JSONValue) {
    guard let list = json.arrayValue, list.count == 3, let name = list[0].stringValue,
      let distribution = try? Distribution(json: list[1]), let value = list[2].doubleValue
    else { return nil }
    self.init(name: name, distribution: distribution, recordedValue: value)
  }
}

extension IntermediateValue {
  fileprivate var json: JSONValue { [.int(step), .float(value)] }

  fileprivate init?(json: JSONValue) {
    guard let list = json.arrayValue, list.count == 2, let step = list[0].intValue,
      let value = list[1].doubleValue
    else { return nil }
    self.init(step: step, value: value)
  }
}

extension Timestamp {
  fileprivate init?(json: JSONValue) {
    guard let microseconds = json.intValue else { return nil }
    self.init(microsecondsSince1970: Int64(microseconds))
  }
}

extension Timestamp? {
  fileprivate var json: JSONValue {
    map { .int(Int($0.microsecondsSince1970)) } ?? nil
  }
}

extension [JSONValue]? {
  fileprivate var json: JSONValue { map { .array($0) } ?? nil }
}

extension JSONValue {
  /// The numbers of an array; nil if it is not one.
  fileprivate var doubles: [Double]? { arrayValue?.compactMap(\.doubleValue) }
}
