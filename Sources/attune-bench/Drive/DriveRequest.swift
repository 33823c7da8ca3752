import Attune

/// A line of the protocol: an object with an operation and what belongs to it.
struct DriveRequest {
  private let object: JSONObject

  /// Reads a line.
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

  /// The text of a name.
  func text(_ name: String) throws -> String {
    try required(name, "a text", \.stringValue)
  }

  /// The text of a name; nil when there is none.
  func optionalText(_ name: String) throws -> String? {
    try optional(name, "a text", \.stringValue)
  }

  /// The number of a name.
  func number(_ name: String) throws -> Double {
    try required(name, "a number", \.doubleValue)
  }

  /// The number of a name; nil when there is none.
  func optionalNumber(_ name: String) throws -> Double? {
    try optional(name, "a number", \.doubleValue)
  }

  /// The whole number of a name.
  func integer(_ name: String) throws -> Int {
    try required(name, "a whole number", \.intValue)
  }

  /// The whole number of a name; nil when there is none.
  func optionalInteger(_ name: String) throws -> Int? {
    try optional(name, "a whole number", \.intValue)
  }

  /// The list of a name.
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
      throw CommandError("\"\(name)\" is \(kind), not \(value)")
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
