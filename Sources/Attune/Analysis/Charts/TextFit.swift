/// How much room a text takes, by a guess that errs on the wide side, since no font is at hand.
enum TextFit {
  /// The width of a text in a sans-serif font of a size.
  static func width(of text: String, size: Double) -> Double {
    text.unicodeScalars.reduce(0) { $0 + width(of: $1) } * size
  }

  /// The text, or as much of it as there is room for with an ellipsis in the place of the rest.
  ///
  /// Both ends stay, since names of one family often differ in their last letters.
  static func shortened(_ text: String, to room: Double, size: Double) -> String {
    let limit = room / size
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

  /// The first characters that are together no wider than the room.
  private static func start<Text: Collection<Character>>(
    of text: Text, within room: Double
  ) -> Text.SubSequence {
    var rest = room
    return text.prefix { character in
      rest -= width(of: character)
      return rest >= 0
    }
  }

  /// The text in lines that are no wider than the room, broken at spaces.
  static func lines(_ text: String, within room: Double, size: Double) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      let longer = line.isEmpty ? String(word) : line + " " + word
      if width(of: longer, size: size) <= room || line.isEmpty {
        line = longer
      } else {
        lines.append(line)
        line = String(word)
      }
    }
    if !line.isEmpty { lines.append(line) }
    return lines.map { shortened($0, to: room, size: size) }
  }

  private static func width(of character: Character) -> Double {
    character.unicodeScalars.reduce(0) { $0 + width(of: $1) }
  }

  /// The advance of a character in DejaVu Sans, one of the widest fonts in use, in parts of its size.
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
