/// A type that is encoded as a single JSON value.
protocol JSONPrimitive {
  /// The value as JSON.
  var codedValue: JSONValue { get }

  /// Creates a value from JSON; nil if the JSON is not a value of this type.
  init?(coded value: JSONValue)
}

extension Bool: JSONPrimitive {
  var codedValue: JSONValue { .bool(self) }

  init?(coded value: JSONValue) {
    guard let value = value.boolValue else { return nil }
    self = value
  }
}

extension String: JSONPrimitive {
  var codedValue: JSONValue { .string(self) }

  init?(coded value: JSONValue) {
    guard let value = value.stringValue else { return nil }
    self = value
  }
}

extension Double: JSONPrimitive {
  var codedValue: JSONValue { .float(self) }

  init?(coded value: JSONValue) {
    guard let value = value.doubleValue else { return nil }
    self = value
  }
}

extension Float: JSONPrimitive {
  var codedValue: JSONValue { .float(Double(self)) }

  init?(coded value: JSONValue) {
    guard let value = value.doubleValue else { return nil }
    self.init(value)
  }
}

extension JSONPrimitive where Self: FixedWidthInteger {
  // From 2^63 on as decimal text, to preserve all digits of numbers such as states of random
  // generators.
  var codedValue: JSONValue { Int(exactly: self).map { .int($0) } ?? .string(String(self)) }

  init?(coded value: JSONValue) {
    let number: Self? =
      switch value {
      case .string(let text): Self(text)
      case .literal(let literal): Self(literal.text)
      default: value.intValue.flatMap { Self(exactly: $0) }
      }
    guard let number else { return nil }
    self = number
  }
}

extension Int: JSONPrimitive {}
extension Int8: JSONPrimitive {}
extension Int16: JSONPrimitive {}
extension Int32: JSONPrimitive {}
extension Int64: JSONPrimitive {}
extension UInt: JSONPrimitive {}
extension UInt8: JSONPrimitive {}
extension UInt16: JSONPrimitive {}
extension UInt32: JSONPrimitive {}
extension UInt64: JSONPrimitive {}
