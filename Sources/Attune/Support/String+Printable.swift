extension String {
  /// The text with escaped control characters, such as `\n` and `\u{1B}`, and escaped lone
  /// surrogates, such as `\ud800`.
  ///
  /// Unescaped, they could move a terminal's cursor, change its colors or reverse the text
  /// direction.
  package var printable: String {
    let text = showingSurrogates
    guard text.unicodeScalars.contains(where: \.isControl) else { return text }
    return text.unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar {
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where scalar.isControl:
        result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      default: result.unicodeScalars.append(scalar)
      }
    }
  }
}

extension Unicode.Scalar {
  /// Whether the scalar controls a terminal: control characters, directional formatting characters,
  /// and line and paragraph separators.
  fileprivate var isControl: Bool {
    switch value {
    case 0..<0x20, 0x7F..<0xA0, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}
