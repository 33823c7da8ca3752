/// Identifiers by RFC 9562.
package enum UUID {
  /// Returns a new random identifier, of version 4, in lower case, with hyphens.
  package static func random() -> String {
    var generator = SystemRandomNumberGenerator()
    return text(generator.next(), generator.next(), version: 4)
  }

  /// Returns the identifier of a name, of version 8, in lower case, with hyphens.
  static func named(_ name: String) -> String {
    let words = SHA256.digest(of: Array(name.utf8)).prefix(16)
    func word(_ bytes: ArraySlice<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }
    return text(word(words.prefix(8)), word(words.dropFirst(8)), version: 8)
  }

  private static func text(_ high: UInt64, _ low: UInt64, version: UInt64) -> String {
    let high = high & 0xFFFF_FFFF_FFFF_0FFF | version << 12
    let low = low & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
    // Hyphens are inserted from the end, so that the offsets stay valid.
    var text = Array((hexadecimal(high) + hexadecimal(low)).utf8)
    for offset in [20, 16, 12, 8] { text.insert(UInt8(ascii: "-"), at: offset) }
    return String(decoding: text, as: UTF8.self)
  }

  private static func hexadecimal(_ value: UInt64) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
