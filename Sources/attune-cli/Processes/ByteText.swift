/// A lossless encoding of arbitrary bytes as text, for arguments and environment variables.
///
/// A byte that is not part of valid UTF-8 becomes one of the last 128 code points,
/// U+10FF80...U+10FFFF, which are for private use. The bytes of these code points themselves are
/// escaped too, so that different bytes have different texts. Python does the same with surrogates,
/// which Swift's strings cannot hold (PEP 383).
enum ByteText {
  private static let base: UInt32 = 0x10FF00
  private static let escapes = (base + 0x80)...(base + 0xFF)

  /// Encodes bytes as text.
  static func text(of bytes: some Collection<UInt8>) -> String {
    let bytes = Array(bytes)
    var scalars = String.UnicodeScalarView()
    var parser = Unicode.UTF8.ForwardParser()
    var iterator = bytes.makeIterator()
    var position = 0
    func escape(_ count: Int) {
      for byte in bytes[position..<(position + count)] {
        // Every byte of a non-ASCII sequence is at least 0x80.
        if let scalar = Unicode.Scalar(base + UInt32(byte)) { scalars.append(scalar) }
      }
      position += count
    }
    while true {
      switch parser.parseScalar(from: &iterator) {
      case .emptyInput: return String(scalars)
      case .error(let length): escape(length)
      case .valid(let encoded):
        let scalar = Unicode.UTF8.decode(encoded)
        if escapes.contains(scalar.value) {
          escape(encoded.count)
        } else {
          scalars.append(scalar)
          position += encoded.count
        }
      }
    }
  }

  /// Encodes the UTF-8 bytes of a text.
  static func text(of text: String) -> String { self.text(of: text.utf8) }

  /// Decodes a text to its bytes.
  static func bytes(of text: String) -> [UInt8] {
    text.unicodeScalars.reduce(into: []) { bytes, scalar in
      if escapes.contains(scalar.value) {
        bytes.append(UInt8(scalar.value - base))
      } else {
        bytes += Array(Unicode.UTF8.encode(scalar) ?? .init())
      }
    }
  }

  /// Decodes the arguments of a command to ordinary text, except those passed on to a program.
  ///
  /// - Throws: `UsageError` for an argument that is not UTF-8: names and paths must be.
  static func plain(_ words: [String]) throws(UsageError) -> [String] {
    var result: [String] = []
    for (index, word) in words.enumerated() {
      if word == "--", words[0] == TuneCommand.description.name { return result + words[index...] }
      let variable = TuneCommand.variable.spelling
      guard word.hasPrefix(variable + "=") || result.last == variable else {
        guard let text = String(validating: bytes(of: word), as: UTF8.self) else {
          throw UsageError(
            "the argument \"\(String(decoding: bytes(of: word), as: UTF8.self))\" is not UTF-8; only "
              + "\(variable) and the arguments after -- can have other bytes")
        }
        result.append(text)
        continue
      }
      result.append(word)
    }
    return result
  }
}
