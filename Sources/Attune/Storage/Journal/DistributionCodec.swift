/// Encodes and decodes distributions in Optuna's JSON format.
enum DistributionCodec {
  /// Returns the JSON object of a distribution: the recorded one if there is one, otherwise one with the
  /// names and the order that Python writes.
  static func encode(_ distribution: Distribution) -> JSONObject {
    distribution.record?.json ?? description(of: distribution)
  }

  private static func description(of distribution: Distribution) -> JSONObject {
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

  /// A decoded distribution, and the reason why no value can be sampled from it, if there is one.
  private typealias Decoded = (distribution: Distribution, obstacle: SearchSpaceError?)

  /// Decodes a distribution from a JSON object, including the names of older versions of Optuna.
  ///
  /// If encoding the distribution would not give an equivalent object, the object is kept with it, see
  /// ``RecordedDistribution``.
  ///
  /// - Parameter text: The text from which the object was parsed.
  static func decode(
    _ json: JSONValue, text: String? = nil
  ) throws(JournalFormatError) -> Distribution {
    guard let object = json.objectValue else {
      throw JournalFormatError("the distribution \(json) is not an object")
    }
    do {
      if let name = object["name"]?.stringValue {
        let attributes = object["attributes"]?.objectValue ?? JSONObject()
        return recorded(try decode(name: name, attributes), object, attributes, text)
      }
      if let type = object["type"]?.stringValue {
        return recorded(try decode(type: type, object), object, object, text)
      }
    } catch let error as SearchSpaceError {
      throw JournalFormatError(error.description, underlyingError: error)
    } catch let error as JournalFormatError {
      throw error
    } catch {
      throw JournalFormatError("\(error)", underlyingError: error)
    }
    throw JournalFormatError("the distribution \(json) has no name")
  }

  /// Returns a distribution with the recorded object, if encoding it would give a different one.
  private static func recorded(
    _ decoded: Decoded, _ object: JSONObject, _ attributes: JSONObject, _ text: String?
  ) -> Distribution {
    let own = description(of: decoded.distribution)
    let isSame =
      (object["name"] ?? own["name"]) == own["name"]
      && (attributes["log"]?.boolValue != nil || attributes["log"] == nil)
      && ["low", "high", "step"].allSatisfy { key in
        guard let value = attributes[key] else { return true }
        return own["attributes"]?.objectValue?[key].map(value.isEqualInPython) ?? true
      }
    guard !isSame || decoded.obstacle != nil else { return decoded.distribution }
    return decoded.distribution.recorded(
      as: RecordedDistribution(json: object, text: text, obstacle: decoded.obstacle))
  }

  private static func decode(name: String, _ attributes: JSONObject) throws -> Decoded {
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

  private static func decode(type: String, _ object: JSONObject) throws -> Decoded {
    switch type {
    case "float": return try float(object, step: object["step"], isLog: object["log"])
    case "int": return try int(object, step: object["step"], isLog: object["log"])
    case "categorical": return try categorical(object)
    default: throw JournalFormatError("there is no distribution of type \(type)")
    }
  }

  private static func float(
    _ object: JSONObject, step: JSONValue? = nil, isLog: JSONValue? = nil
  ) throws -> Decoded {
    let (distribution, obstacle) = try FloatDistribution.recorded(
      low: bound(object, "low", \.doubleValue), high: bound(object, "high", \.doubleValue),
      scale: isTrue(isLog) ? .log : .linear, step: step?.doubleValue)
    return (.float(distribution), obstacle)
  }

  private static func int(
    _ object: JSONObject, step: JSONValue? = nil, isLog: JSONValue? = nil
  ) throws -> Decoded {
    let isLog = isTrue(isLog)
    let (distribution, obstacle) = try IntDistribution.recorded(
      low: bound(object, "low", nearestInt), high: bound(object, "high", nearestInt),
      scale: isLog ? .log : .linear, step: isLog ? 1 : step.flatMap(nearestInt) ?? 1)
    return (.int(distribution), obstacle)
  }

  /// Returns the value of an integer, clamped to the range of `Int`; nil if it is not an integer.
  private static func nearestInt(_ value: JSONValue) -> Int? {
    if let value = value.intValue { return value }
    // Python's integers have no bounds.
    guard let number = value.doubleValue, number.magnitude >= 0x1p63, number.isFinite else {
      return nil
    }
    return number < 0 ? .min : .max
  }

  /// Returns whether a value is true in Python.
  private static func isTrue(_ value: JSONValue?) -> Bool {
    value?.boolValue ?? (value?.doubleValue.map { $0 != 0 } ?? false)
  }

  private static func categorical(_ object: JSONObject) throws -> Decoded {
    guard let choices = object["choices"]?.arrayValue else {
      throw JournalFormatError("a categorical distribution has no choices")
    }
    return (.categorical(try CategoricalDistribution(recordedChoices: choices)), nil)
  }

  private static func bound<Number>(
    _ object: JSONObject, _ key: String, _ number: (JSONValue) -> Number?
  ) throws -> Number {
    guard let value = object[key].flatMap(number) else {
      throw JournalFormatError("a distribution has no valid \"\(key)\"")
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
