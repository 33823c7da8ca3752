/// Distributions as Optuna spells them in JSON.
enum DistributionCodec {
  /// The JSON object of a distribution, names and order as Python writes them.
  static func encode(_ distribution: Distribution) -> JSONObject {
    let name: String
    let attributes: JSONObject
    switch distribution {
    case .float(let float):
      name = "FloatDistribution"
      attributes = [
        "step": float.step.jsonValue, "low": .float(float.low), "high": .float(float.high),
        "log": .bool(float.scale == .log),
      ]
    case .int(let int):
      name = "IntDistribution"
      attributes = [
        "log": .bool(int.scale == .log), "step": .int(int.step), "low": .int(int.low),
        "high": .int(int.high),
      ]
    case .categorical(let categorical):
      name = "CategoricalDistribution"
      attributes = ["choices": .array(categorical.choices)]
    }
    return ["name": .string(name), "attributes": .object(attributes)]
  }

  /// The distribution that a JSON object spells, the names of older versions included.
  static func decode(_ json: JSONValue) throws(JournalFormatError) -> Distribution {
    guard let object = json.objectValue else {
      throw JournalFormatError("the distribution \(json) is not an object")
    }
    do {
      if let name = object["name"]?.stringValue {
        let attributes = object["attributes"]?.objectValue ?? JSONObject()
        return try decode(name: name, attributes)
      }
      if let type = object["type"]?.stringValue { return try decode(type: type, object) }
    } catch let error as SearchSpaceError {
      throw JournalFormatError(error.description)
    } catch let error as JournalFormatError {
      throw error
    } catch {
      throw JournalFormatError("\(error)")
    }
    throw JournalFormatError("the distribution \(json) has no name")
  }

  private static func decode(name: String, _ attributes: JSONObject) throws -> Distribution {
    switch name {
    case "FloatDistribution":
      try checkKeys(attributes, ["low", "high", "step", "log"], of: name)
      return try float(attributes, step: attributes["step"], isLog: attributes["log"])
    case "IntDistribution":
      try checkKeys(attributes, ["low", "high", "step", "log"], of: name)
      return try int(attributes, step: attributes["step"], isLog: attributes["log"])
    case "CategoricalDistribution":
      try checkKeys(attributes, ["choices"], of: name)
      return try categorical(attributes)
    case "UniformDistribution": return try float(attributes)
    case "LogUniformDistribution": return try float(attributes, isLog: true)
    case "DiscreteUniformDistribution": return try float(attributes, step: attributes["q"])
    case "IntUniformDistribution": return try int(attributes, step: attributes["step"])
    case "IntLogUniformDistribution": return try int(attributes, isLog: true)
    default: throw JournalFormatError("there is no distribution named \(name)")
    }
  }

  private static func decode(type: String, _ object: JSONObject) throws -> Distribution {
    switch type {
    case "float": return try float(object, step: object["step"], isLog: object["log"])
    case "int": return try int(object, step: object["step"], isLog: object["log"])
    case "categorical": return try categorical(object)
    default: throw JournalFormatError("there is no distribution of type \(type)")
    }
  }

  private static func float(
    _ object: JSONObject, step: JSONValue? = nil, isLog: JSONValue? = nil
  ) throws -> Distribution {
    .float(
      try FloatDistribution(
        low: bound(object, "low", \.doubleValue), high: bound(object, "high", \.doubleValue),
        scale: isLog == .bool(true) ? .log : .linear, step: step?.doubleValue, isRecorded: true))
  }

  private static func int(
    _ object: JSONObject, step: JSONValue? = nil, isLog: JSONValue? = nil
  ) throws -> Distribution {
    let isLog = isLog == .bool(true)
    return .int(
      try IntDistribution(
        low: bound(object, "low", \.intValue), high: bound(object, "high", \.intValue),
        scale: isLog ? .log : .linear, step: isLog ? 1 : step?.intValue ?? 1))
  }

  private static func categorical(_ object: JSONObject) throws -> Distribution {
    guard let choices = object["choices"]?.arrayValue else {
      throw JournalFormatError("a categorical distribution without choices")
    }
    return .categorical(try CategoricalDistribution(recordedChoices: choices))
  }

  private static func bound<Number>(
    _ object: JSONObject, _ key: String, _ number: (JSONValue) -> Number?
  ) throws -> Number {
    guard let value = object[key].flatMap(number) else {
      throw JournalFormatError("a distribution without a usable \"\(key)\"")
    }
    return value
  }

  private static func checkKeys(
    _ attributes: JSONObject, _ known: Set<Name>, of name: String
  ) throws {
    if let key = attributes.keys.first(where: { !known.contains(Name($0)) }) {
      throw JournalFormatError("\(name) has an unknown attribute \"\(key)\"")
    }
  }
}
