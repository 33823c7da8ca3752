import Testing

@testable import Attune

@Suite struct CRC32Tests {
  /// The check value of the standard, and values of Python's `binascii.crc32`.
  @Test(
    arguments: [
      ("123456789", 0xcbf4_3926), ("", 0), ("study_0", 0x15f3_771c), ("Größe_12", 0x578d_41e7),
    ] as [(String, UInt32)])
  func `checksums are those of Python`(text: String, checksum: UInt32) {
    #expect(CRC32.checksum(text.utf8) == checksum)
  }
}
