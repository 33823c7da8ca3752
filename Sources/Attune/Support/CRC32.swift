/// The cyclic redundancy check of ISO 3309, as in ZIP files and Python's `binascii.crc32`.
enum CRC32 {
  /// The remainders of all bytes, for the reflected polynomial.
  private static let table: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { remainder, _ in
      remainder & 1 == 1 ? remainder >> 1 ^ 0xedb8_8320 : remainder >> 1
    }
  }

  /// Returns the checksum of bytes.
  static func checksum(_ bytes: some Sequence<UInt8>) -> UInt32 {
    ~bytes.reduce(~0) { remainder, byte in
      remainder >> 8 ^ table[Int(remainder & 0xff ^ UInt32(byte))]
    }
  }
}
