extension String {
  /// How many columns of a terminal the text takes.
  package var columnCount: Int { reduce(0) { $0 + $1.columnCount } }

  /// The text, cut to so many columns, the last of them an ellipsis, where it takes more.
  ///
  /// Marks that are combined with characters take none, but only so many are kept.
  package func truncated(to width: Int) -> String {
    let text = shortened(toBytes: 32 * max(width, 1))
    guard text.columnCount > width else { return text }
    var result = ""
    var taken = 1
    for character in text {
      taken += character.columnCount
      guard taken <= width else { break }
      result.append(character)
    }
    return result + "…"
  }
}

extension Character {
  /// Two for the wide characters of East Asian scripts and for pictures, otherwise one.
  ///
  /// After Unicode Standard Annex #11, by blocks.
  fileprivate var columnCount: Int {
    guard let scalar = unicodeScalars.first else { return 0 }
    if scalar.properties.isEmojiPresentation { return 2 }
    return switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3,
      0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD:
      2
    default: 1
    }
  }
}
