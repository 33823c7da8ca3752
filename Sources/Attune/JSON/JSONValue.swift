/// A JSON value as in Python: integers are distinct from floating-point values, and NaN and
/// infinities are allowed.
///
/// Attributes, the labels of choices and the values of parameters are JSON values. They can be
/// written as literals: `["rate": 0.1, "layers": 2, "activation": "relu"]`.
public enum JSONValue: Sendable {
  /// The value `null`.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// An integer: a number written without a decimal point or an exponent.
  case int(Int)
  /// Any other number, including NaN and the infinities.
  case float(Double)
  /// A string.
  case string(String)
  /// An array of values.
  case array([JSONValue])
  /// An object: named values in order.
  case object(JSONObject)
  /// The JSON text of a value that no other case represents exactly: an integer beyond the range of
  /// `Int`, or arrays and objects nested more than 500 levels deep.
  case literal(JSONLiteral)
}

extension JSONValue {
  /// The value as a floating-point number; nil if it is not a number.
  public var doubleValue: Double? {
    switch self {
    case .int(let value): Double(value)
    case .float(let value): value
    case .literal(let literal): literal.doubleValue
    default: nil
    }
  }

  /// The value as an integer; nil if it is not a number, or not an integer in the range of `Int`.
  public var intValue: Int? {
    switch self {
    case .int(let value): value
    case .float(let value): Int(exactly: value)
    default: nil
    }
  }

  /// The value as a Boolean; nil if it is not one.
  public var boolValue: Bool? {
    if case .bool(let value) = self { value } else { nil }
  }

  /// The value as a string; nil if it is not one.
  public var stringValue: String? {
    if case .string(let value) = self { value } else { nil }
  }

  /// The value as an array; nil if it is not one.
  public var arrayValue: [JSONValue]? {
    if case .array(let value) = self { value } else { nil }
  }

  /// The value as an object; nil if it is not one.
  public var objectValue: JSONObject? {
    if case .object(let value) = self { value } else { nil }
  }
}

extension JSONValue: Hashable {
  /// Whether two values have the same type and are equal.
  ///
  /// NaN equals NaN, and strings are equal if they have the same code points.
  public static func == (a: JSONValue, b: JSONValue) -> Bool {
    switch (a, b) {
    case (.null, .null): true
    case (.bool(let a), .bool(let b)): a == b
    case (.int(let a), .int(let b)): a == b
    case (.float(let a), .float(let b)): a == b || (a.isNaN && b.isNaN)
    case (.string(let a), .string(let b)): a.isIdentical(to: b)
    case (.array(let a), .array(let b)): a == b
    case (.object(let a), .object(let b)): a == b
    case (.literal(let a), .literal(let b)): a == b
    default: false
    }
  }

  /// Hashes the value.
  public func hash(into hasher: inout Hasher) {
    switch self {
    case .null: hasher.combine(0)
    case .bool(let value): hasher.combine(value)
    case .int(let value): hasher.combine(value)
    case .float(let value): hasher.combine(value.isNaN ? .nan : value)
    case .string(let value): hasher.combine(value)
    case .array(let values): hasher.combine(values)
    case .object(let object): hasher.combine(object.count)
    case .literal(let literal): hasher.combine(literal)
    }
  }

  /// Whether two values are equal in Python, where `True == 1 == 1.0`; here NaN also equals NaN.
  func isEqualInPython(to other: JSONValue) -> Bool {
    switch (asNumber, other.asNumber) {
    case (.int(let a), .int(let b)): a == b
    case (.float(let a), .float(let b)): a == b || (a.isNaN && b.isNaN)
    // Python compares exactly, without rounding the integer.
    case (.int(let a), .float(let b)), (.float(let b), .int(let a)): Int(exactly: b) == a
    case (.literal(let a), .float(let b)), (.float(let b), .literal(let a)): a.isExactly(b)
    case (.array(let a), .array(let b)):
      a.count == b.count && zip(a, b).allSatisfy { $0.isEqualInPython(to: $1) }
    case (.object(let a), .object(let b)):
      a.count == b.count
        && a.allSatisfy { key, value in b[key].map(value.isEqualInPython) ?? false }
    default: self == other
    }
  }

  /// The value with a Boolean replaced by its number in Python.
  private var asNumber: JSONValue {
    if case .bool(let value) = self { .int(value ? 1 : 0) } else { self }
  }
}

extension JSONValue: CustomStringConvertible {
  /// The value as JSON text on one line, as Python writes it; ``init(parsing:)`` reads it.
  public var description: String {
    JSONWriter.text(self)
  }

  /// Creates the value of a JSON text, which may contain `NaN`, `Infinity` and `-Infinity`.
  ///
  /// Nil if the text is not JSON that Python reads.
  public init?(parsing text: String) {
    guard let value = try? JSONParser.parse(text) else { return nil }
    self = value
  }

  /// Returns the value as JSON text on one line.
  ///
  /// - Parameter nonFinite: The representation of NaN and the infinities.
  package func text(nonFinite: JSONNonFinite) -> String {
    JSONWriter.text(self, nonFinite: nonFinite)
  }
}

extension JSONValue: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral, ExpressibleByStringLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  /// Creates the value `null`.
  public init(nilLiteral: ()) { self = .null }

  /// Creates a Boolean.
  public init(booleanLiteral value: Bool) { self = .bool(value) }

  /// Creates an integer.
  public init(integerLiteral value: Int) { self = .int(value) }

  /// Creates a floating-point number.
  public init(floatLiteral value: Double) { self = .float(value) }

  /// Creates a string.
  public init(stringLiteral value: String) { self = .string(value) }

  /// Creates an array.
  public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }

  /// Creates an object; among equal keys the last value is kept.
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(JSONObject(elements))
  }
}
