/// The representation of lone surrogates, `\ud800` to `\udfff`, which strings can contain in Python
/// but not in Swift.
///
/// In this library the noncharacter U+10FFFE followed by one of U+10D800...U+10DFFF represents a
/// lone surrogate. Only the JSON parser and writer convert it, so such a string is stored, compared
/// and looked up like any other. ``JSONParser`` rejects a string of Python that contains these two
/// characters.
enum LoneSurrogate {
  /// The character before the one that represents a surrogate.
  static let marker: Unicode.Scalar = "\u{10FFFE}"

  /// The marker in UTF-8.
  static let markerBytes: [UInt8] = [0xF4, 0x8F, 0xBF, 0xBE]

  /// The difference between a surrogate and the character that represents it.
  private static let offset: UInt32 = 0x100000

  /// The UTF-8 bytes that represent a surrogate.
  static func bytes(_ surrogate: UInt32) -> [UInt8] {
    let value = surrogate + offset
    return markerBytes + [
      0xF4, 0x80 | UInt8(value >> 12 & 0x3F), 0x80 | UInt8(value >> 6 & 0x3F),
      0x80 | UInt8(value & 0x3F),
    ]
  }

  /// The surrogate that a character after the marker represents; nil if it represents none.
  static func surrogate(_ scalar: Unicode.Scalar) -> UInt16? {
    (0x10D800...0x10DFFF).contains(scalar.value) ? UInt16(scalar.value - offset) : nil
  }
}

extension String {
  /// The UTF-16 code units of the string in Python, including lone surrogates.
  var unitsWithSurrogates: [UInt16] {
    var units: [UInt16] = []
    forEachPart { scalar, surrogate in
      if let surrogate { units.append(surrogate) } else { units += String(scalar).utf16 }
    }
    return units
  }

  /// The string with lone surrogates escaped as in Python, such as `\ud800`.
  package var showingSurrogates: String {
    guard mayHoldSurrogates else { return self }
    var text = ""
    forEachPart { scalar, surrogate in
      if let surrogate {
        text += "\\u" + String(surrogate, radix: 16)
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
    return text
  }

  /// The number of lone surrogates.
  var surrogateCount: Int {
    guard mayHoldSurrogates else { return 0 }
    var count = 0
    forEachPart { if $1 != nil { count += 1 } }
    return count
  }

  /// Whether the string contains the first byte of the marker, which is rare.
  var mayHoldSurrogates: Bool { utf8.contains(LoneSurrogate.markerBytes[0]) }

  private func forEachPart(_ body: (Unicode.Scalar, _ surrogate: UInt16?) -> Void) {
    var scalars = unicodeScalars[...]
    while let scalar = scalars.popFirst() {
      if scalar == LoneSurrogate.marker,
        let surrogate = scalars.first.flatMap(LoneSurrogate.surrogate)
      {
        scalars.removeFirst()
        body(scalar, surrogate)
      } else {
        body(scalar, nil)
      }
    }
  }
}
