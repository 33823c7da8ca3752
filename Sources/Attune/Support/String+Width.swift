extension String {
  /// The number of terminal columns that the text occupies.
  package var columnCount: Int { reduce(0) { $0 + $1.columnCount } }

  /// Returns the text, truncated to the given number of columns with an ellipsis if it is wider.
  ///
  /// Combining marks occupy no columns, but at most 32 bytes are kept for each column.
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
  /// The number of columns: two for wide East Asian characters and for emoji, otherwise one.
  ///
  /// The widths follow Unicode Standard Annex #11, simplified to blocks.
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
