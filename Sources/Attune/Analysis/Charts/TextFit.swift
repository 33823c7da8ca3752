/// Estimates of text widths, which err on the wide side, since the font is unknown.
enum TextFit {
  /// Returns the estimated width of a text in a sans-serif font of the given size.
  static func width(of text: String, size: Double) -> Double {
    text.unicodeScalars.reduce(0) { $0 + width(of: $1) } * size
  }

  /// Returns the text, shortened to a width with an ellipsis in the middle.
  ///
  /// Both ends are kept, since related names often differ in their last letters.
  static func shortened(_ text: String, to maxWidth: Double, size: Double) -> String {
    let limit = maxWidth / size
    var width = 0.0
    let isTooWide = text.contains { character in
      width += Self.width(of: character)
      return width > limit
    }
    guard isTooWide else { return text }
    let kept = max(0, limit - Self.width(of: "…" as Character))
    let head = start(of: text, within: kept * 0.65)
    let tail = start(of: text[head.endIndex...].reversed(), within: kept * 0.35)
    return String(head) + "…" + String(tail.reversed())
  }

  /// Returns the longest prefix that fits a width.
  private static func start<Text: Collection<Character>>(
    of text: Text, within maxWidth: Double
  ) -> Text.SubSequence {
    var rest = maxWidth
    return text.prefix { character in
      rest -= width(of: character)
      return rest >= 0
    }
  }

  /// Returns the text as lines that fit a width, broken at spaces.
  static func lines(_ text: String, within maxWidth: Double, size: Double) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      let longer = line.isEmpty ? String(word) : line + " " + word
      if width(of: longer, size: size) <= maxWidth || line.isEmpty {
        line = longer
      } else {
        lines.append(line)
        line = String(word)
      }
    }
    if !line.isEmpty { lines.append(line) }
    return lines.map { shortened($0, to: maxWidth, size: size) }
  }

  private static func width(of character: Character) -> Double {
    character.unicodeScalars.reduce(0) { $0 + width(of: $1) }
  }

  /// Returns the advance of a character relative to the font size.
  ///
  /// The font is DejaVu Sans, one of the widest common fonts.
  private static func width(of scalar: Unicode.Scalar) -> Double {
    switch scalar {
    case "i", "j", "l", ".", ",", ":", ";", "'", "|", "!", " ", "I", "(", ")", "[", "]", "f", "t":
      0.38
    case "m", "w", "M", "W", "@", "%", "…": 0.98
    case "A"..."Z": 0.72
    // Control characters are drawn as U+FFFD.
    case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}": 1.05
    case "\u{0}"..."\u{10FF}": 0.635
    default: 1.05
    }
  }
}
