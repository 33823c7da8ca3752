/// A JSON value as Python reads and writes it: whole numbers apart from others, NaN and infinities.
///
/// Attributes, the labels of choices and the values of parameters are JSON values. Literals are
/// values by themselves: `["rate": 0.1, "layers": 2, "activation": "relu"]`.
public enum JSONValue: Sendable {
  /// The value `null`.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// A number written without a point or an exponent.
  case int(Int)
  /// Any other number, NaN and the infinities included.
  case float(Double)
  /// A text.
  case string(String)
  /// A list of values.
  case array([JSONValue])
  /// Named values in their order.
  case object(JSONObject)
  /// What no other case holds exactly, as it is spelled: an integer beyond the range of `Int`, or lists
  /// and objects that are nested more than 500 levels deep.
  case literal(JSONLiteral)
}

extension JSONValue {
  /// The number this value is, whole or not; nil when it is something else.
  public var doubleValue: Double? {
    switch self {
    case .int(let value): Double(value)
    case .float(let value): value
    case .literal(let literal): literal.doubleValue
    default: nil
    }
  }

  /// The whole number this value is; nil when it is something else.
  public var intValue: Int? {
    switch self {
    case .int(let value): value
    case .float(let value): Int(exactly: value)
    default: nil
    }
  }

  /// The Boolean this value is; nil when it is something else.
  public var boolValue: Bool? {
    if case .bool(let value) = self { value } else { nil }
  }

  /// The text this value is; nil when it is something else.
  public var stringValue: String? {
    if case .string(let value) = self { value } else { nil }
  }

  /// The list this value is; nil when it is something else.
  public var arrayValue: [JSONValue]? {
    if case .array(let value) = self { value } else { nil }
  }

  /// The object this value is; nil when it is something else.
  public var objectValue: JSONObject? {
    if case .object(let value) = self { value } else { nil }
  }
}

extension JSONValue: Hashable {
  /// Whether two values are of the same kind and equal; NaN equals NaN here, and texts are equal when
  /// they have the same code points.
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

  /// Feeds the value to a hasher.
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

  /// Whether Python's `==` holds, for which `True`, `1` and `1.0` are one; NaN equals NaN here.
  func isEqualInPython(to other: JSONValue) -> Bool {
    switch (asNumber, other.asNumber) {
    case (.int(let a), .int(let b)): a == b
    case (.float(let a), .float(let b)): a == b || (a.isNaN && b.isNaN)
    // Python compares exactly, not after rounding the integer.
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

  /// A Boolean as the number that it is in Python.
  private var asNumber: JSONValue {
    if case .bool(let value) = self { .int(value ? 1 : 0) } else { self }
  }
}

extension JSONValue: CustomStringConvertible {
  /// The value as JSON text.
  public var description: String {
    JSONWriter.text(self)
  }

  /// The value as JSON text on one line, with a choice for NaN and infinities.
  public func text(nonFinite: JSONNonFinite) -> String {
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

  /// Creates a whole number.
  public init(integerLiteral value: Int) { self = .int(value) }

  /// Creates a number.
  public init(floatLiteral value: Double) { self = .float(value) }

  /// Creates a text.
  public init(stringLiteral value: String) { self = .string(value) }

  /// Creates a list.
  public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }

  /// Creates an object; of equal keys the last counts.
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(JSONObject(elements))
  }
}
