/// Writes the elements of an SVG picture: numbers with few digits, all text escaped.
struct SVGWriter {
  private var bytes: [UInt8] = []

  /// What has been written.
  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Writes markup as it is.
  mutating func write(_ markup: String) {
    bytes.append(contentsOf: markup.utf8)
  }

  /// Writes a number with at most one decimal, a tenth of a pixel.
  mutating func write(_ number: Double) {
    let tenths = Int((max(-1e6, min(1e6, number)) * 10).rounded())
    if tenths < 0 { write("-") }
    write(String(tenths.magnitude / 10))
    if tenths % 10 != 0 { write("." + String(tenths.magnitude % 10)) }
  }

  /// Writes the name of an attribute and a number.
  mutating func write(_ name: StaticString, _ number: Double) {
    write(" ")
    name.withUTF8Buffer { bytes.append(contentsOf: $0) }
    write("=\"")
    write(number)
    write("\"")
  }

  /// Writes a text as content or within an attribute.
  ///
  /// What XML cannot hold or what would turn the order of characters around outside the text, such
  /// as control characters, becomes U+FFFD.
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

  /// Writes the text that is shown when the pointer rests on an element; nothing if empty.
  mutating func writeTitle(_ text: String) {
    guard !text.isEmpty else { return }
    write("<title>")
    write(escaped: text)
    write("</title>")
  }
}
