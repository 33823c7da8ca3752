/// Surrogates without their partner, `\ud800` to `\udfff`: texts of Python can hold them, and no `String`.
///
/// Within this library the noncharacter U+10FFFE and one of U+10D800...U+10DFFF behind it stand for one.
/// Only reading and writing JSON knows of it, so such a text is kept, compared and found as any other. A
/// text of Python with these very two characters is refused by ``JSONParser``.
enum LoneSurrogate {
  /// The character that says that a surrogate follows.
  static let marker: Unicode.Scalar = "\u{10FFFE}"

  /// The marker in UTF-8.
  static let markerBytes: [UInt8] = [0xF4, 0x8F, 0xBF, 0xBE]

  /// What is added to a surrogate to make it a character.
  private static let offset: UInt32 = 0x100000

  /// The bytes in UTF-8 that stand for a surrogate.
  static func bytes(_ surrogate: UInt32) -> [UInt8] {
    let value = surrogate + offset
    return markerBytes + [
      0xF4, 0x80 | UInt8(value >> 12 & 0x3F), 0x80 | UInt8(value >> 6 & 0x3F),
      0x80 | UInt8(value & 0x3F),
    ]
  }

  /// The surrogate that a character behind the marker stands for; nil when it stands for itself.
  static func surrogate(_ scalar: Unicode.Scalar) -> UInt16? {
    (0x10D800...0x10DFFF).contains(scalar.value) ? UInt16(scalar.value - offset) : nil
  }
}

extension String {
  /// The code units of Python's text, its lone surrogates among them.
  var unitsWithSurrogates: [UInt16] {
    var units: [UInt16] = []
    forEachPart { scalar, surrogate in
      if let surrogate { units.append(surrogate) } else { units += String(scalar).utf16 }
    }
    return units
  }

  /// The text with lone surrogates written out as Python shows them, as `\ud800`.
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

  /// How many lone surrogates the text holds.
  var surrogateCount: Int {
    guard mayHoldSurrogates else { return 0 }
    var count = 0
    forEachPart { if $1 != nil { count += 1 } }
    return count
  }

  /// Whether the first byte of the marker is there, as in hardly any text.
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
