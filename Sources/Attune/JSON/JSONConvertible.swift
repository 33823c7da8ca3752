/// A type whose values can be attributes of a study or a trial.
///
/// Conforming types are converted to a ``JSONValue``, which Optuna in Python can read.
public protocol JSONConvertible {
  /// The value as JSON.
  var jsonValue: JSONValue { get }
}

extension JSONValue: JSONConvertible {
  /// The value itself.
  public var jsonValue: JSONValue { self }
}

extension Bool: JSONConvertible {
  /// A JSON Boolean.
  public var jsonValue: JSONValue { .bool(self) }
}

extension Int: JSONConvertible {
  /// A JSON integer.
  public var jsonValue: JSONValue { .int(self) }
}

extension Double: JSONConvertible {
  /// A JSON number.
  public var jsonValue: JSONValue { .float(self) }
}

extension Float: JSONConvertible {
  /// A JSON number; the conversion to `Double` is exact.
  public var jsonValue: JSONValue { .float(Double(self)) }
}

extension String: JSONConvertible {
  /// A JSON string.
  public var jsonValue: JSONValue { .string(self) }
}

extension Optional: JSONConvertible where Wrapped: JSONConvertible {
  /// The wrapped value as JSON, or null.
  public var jsonValue: JSONValue { self?.jsonValue ?? .null }
}

extension Array: JSONConvertible where Element: JSONConvertible {
  /// A JSON array.
  public var jsonValue: JSONValue { .array(map(\.jsonValue)) }
}

extension Dictionary: JSONConvertible where Key == String, Value: JSONConvertible {
  /// A JSON object with sorted keys, so that equal dictionaries have equal texts.
  public var jsonValue: JSONValue {
    .object(
      JSONObject(
        sorted { Name($0.key) < Name($1.key) }.map { ($0.key, $0.value.jsonValue) }))
  }
}
