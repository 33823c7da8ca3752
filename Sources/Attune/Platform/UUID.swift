/// Random identifiers: UUIDs of version 4, RFC 9562.
enum UUID {
  /// Returns a new identifier in lower case, with hyphens.
  static func random() -> String {
    var generator = SystemRandomNumberGenerator()
    let high = generator.next() & 0xFFFF_FFFF_FFFF_0FFF | 0x4000
    let low = generator.next() & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
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
