/// Conversion of values to Swift literals.
enum SwiftSource {
  /// Returns a string literal.
  ///
  /// Invisible and misleading characters are escaped, so that the literal shows its whole content on a
  /// single line.
  static func literal(_ text: String) -> String {
    var literal = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": literal += "\\\""
      case "\\": literal += "\\\\"
      case "\n": literal += "\\n"
      case "\r": literal += "\\r"
      case "\t": literal += "\\t"
      case _ where scalar.isPlain: literal.unicodeScalars.append(scalar)
      default: literal += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
      }
    }
    return literal + "\""
  }

  /// Returns a literal of type ``JSONValue``.
  static func literal(_ value: JSONValue) -> String {
    switch value {
    case .null: "nil"
    case .bool(let value): value ? "true" : "false"
    case .int(let value): String(value)
    case .float(let value): literal(value)
    case .string(let text): literal(text)
    case .literal(let value): literal(value.doubleValue ?? .nan)
    case .array(let values): "[" + values.map { literal($0) }.joined(separator: ", ") + "]"
    case .object(let object):
      object.isEmpty
        ? "[:]"
        : "[" + object.map { literal($0.key) + ": " + literal($0.value) }.joined(separator: ", ")
          + "]"
    }
  }

  private static func literal(_ value: Double) -> String {
    if value.isNaN { return ".float(.nan)" }
    if value.isInfinite { return value < 0 ? ".float(-.infinity)" : ".float(.infinity)" }
    return value.description
  }
}

extension Unicode.Scalar {
  /// Whether the character is visible and unambiguous; of the spaces only U+0020 is.
  fileprivate var isPlain: Bool {
    if isASCII { return (0x20...0x7E).contains(value) }
    return switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .spaceSeparator, .privateUse,
      .unassigned, .surrogate:
      false
    default: true
    }
  }
}
