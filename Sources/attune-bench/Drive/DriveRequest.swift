import Attune

/// A line of the protocol: a JSON object with an operation and its arguments.
struct DriveRequest {
  private let object: JSONObject

  /// Parses a line.
  init(_ line: UnsafeRawBufferPointer) throws {
    let value: JSONValue
    do {
      value = try JSONParser.parse(line)
    } catch {
      throw CommandError("this is not JSON: \(error.reason)")
    }
    guard let object = value.objectValue else { throw CommandError("this is not an object") }
    self.object = object
  }

  /// The string with a name.
  func text(_ name: String) throws -> String {
    try required(name, "a string", \.stringValue)
  }

  /// The string with a name; nil if it is absent.
  func optionalText(_ name: String) throws -> String? {
    try optional(name, "a string", \.stringValue)
  }

  /// The number with a name.
  func number(_ name: String) throws -> Double {
    try required(name, "a number", \.doubleValue)
  }

  /// The number with a name; nil if it is absent.
  func optionalNumber(_ name: String) throws -> Double? {
    try optional(name, "a number", \.doubleValue)
  }

  /// The integer with a name.
  func integer(_ name: String) throws -> Int {
    try required(name, "an integer", \.intValue)
  }

  /// The integer with a name; nil if it is absent.
  func optionalInteger(_ name: String) throws -> Int? {
    try optional(name, "an integer", \.intValue)
  }

  /// The list with a name.
  func list(_ name: String) throws -> [JSONValue] {
    try required(name, "a list", \.arrayValue)
  }

  /// The scale of a numeric parameter.
  var scale: Scale {
    get throws { try optional("log", "true or false", \.boolValue) == true ? .log : .linear }
  }

  private func optional<Value>(
    _ name: String, _ kind: String, _ read: (JSONValue) -> Value?
  ) throws -> Value? {
    guard let value = object[name], value != .null else { return nil }
    guard let result = read(value) else {
      throw CommandError("\"\(name)\" must be \(kind), not \(value)")
    }
    return result
  }

  private func required<Value>(
    _ name: String, _ kind: String, _ read: (JSONValue) -> Value?
  ) throws -> Value {
    guard let value = try optional(name, kind, read) else {
      throw CommandError("\"\(name)\" is missing")
    }
    return value
  }
}
