/// Writes the elements of an SVG image: numbers with one decimal, all text escaped.
struct SVGWriter {
  private var bytes: [UInt8] = []

  /// The written text.
  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Writes markup without escaping.
  mutating func write(_ markup: String) {
    bytes.append(contentsOf: markup.utf8)
  }

  /// Writes a number with at most one decimal.
  mutating func write(_ number: Double) {
    let tenths = Int((max(-1e6, min(1e6, number)) * 10).rounded())
    if tenths < 0 { write("-") }
    write(String(tenths.magnitude / 10))
    if tenths % 10 != 0 { write("." + String(tenths.magnitude % 10)) }
  }

  /// Writes an attribute with a numerical value.
  mutating func write(_ name: StaticString, _ number: Double) {
    write(" ")
    name.withUTF8Buffer { bytes.append(contentsOf: $0) }
    write("=\"")
    write(number)
    write("\"")
  }

  /// Writes a text as content or as the value of an attribute.
  ///
  /// Characters that XML does not allow, and bidirectional controls, which could reorder characters
  /// outside the text, become U+FFFD.
  mutating func write(escaped text: String) {
    for scalar in text.showingSurrogates.unicodeScalars {
      switch scalar {
      case "<": write("&lt;")
      case ">": write("&gt;")
      case "&": write("&amp;")
      case "\"": write("&quot;")
      case "'": write("&#39;")
      case "\n": write(" ")
      case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{202A}"..."\u{202E}",
        "\u{2066}"..."\u{2069}", "\u{FFFE}", "\u{FFFF}":
        write("\u{FFFD}")
      default: bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
    }
  }

  /// Writes the tooltip of an element; nothing if empty.
  mutating func writeTitle(_ text: String) {
    guard !text.isEmpty else { return }
    write("<title>")
    write(escaped: text)
    write("</title>")
  }
}
