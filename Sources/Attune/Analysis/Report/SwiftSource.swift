/// Values as literals of Swift.
enum SwiftSource {
  /// A text in quotation marks.
  ///
  /// What cannot be seen, or what looks otherwise than it is, stands as an escape: a literal pasted
  /// into a program shows all that is in it, and ends on its line.
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

  /// A value where a ``JSONValue`` is expected.
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
  /// Whether the character can be seen and stands for itself; a space counts, other spaces do not.
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
