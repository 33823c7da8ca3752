import Testing

@testable import attune_cli

@Suite struct ByteTextTests {
  @Test(
    arguments: [
      [], Array("plain é 😀".utf8), [0xFF], [0x61, 0xC3], [0xC3, 0x28], [0xE2, 0x82],
      [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xC0, 0xAF], Array(0x80...0xFF),
      Array(0...0xFF),
      Array("\u{10FF80}\u{10FFFF}".utf8), Array("e".utf8) + [0xCC] + Array("\u{301}".utf8),
    ] as [[UInt8]])
  func `any bytes are encoded and decoded without loss`(bytes: [UInt8]) {
    #expect(ByteText.bytes(of: ByteText.text(of: bytes)) == bytes)
  }

  @Test func `random bytes are encoded and decoded without loss`() {
    var state: UInt64 = 1
    for _ in 0..<2000 {
      let bytes = (0..<12).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        // Mostly bytes of multibyte sequences.
        return UInt8(truncatingIfNeeded: state >> 56) | (state >> 40 & 1 == 0 ? 0x80 : 0)
      }
      #expect(ByteText.bytes(of: ByteText.text(of: bytes)) == bytes)
    }
  }

  @Test func `valid text is unchanged, and different bytes have different texts`() {
    #expect(ByteText.text(of: "a=é😀") == "a=é😀")
    #expect(ByteText.text(of: [0x80]) != ByteText.text(of: Array("\u{10FF80}".utf8)))
  }

  @Test func `arguments of the command must be UTF-8, those of a program may be any bytes`() throws
  {
    let odd = ByteText.text(of: [0x61, 0xFF])
    #expect(
      try ByteText.plain(["tune", "--env", odd, "--", odd]) == ["tune", "--env", odd, "--", odd])
    #expect(try ByteText.plain(["tune", "--env=\(odd)", "x"]) == ["tune", "--env=\(odd)", "x"])
    #expect(
      try ByteText.plain(["tell", ByteText.text(of: "\u{10FF80}")]) == ["tell", "\u{10FF80}"])
    for words in [["tune", odd, "--", "x"], ["copy", "--", odd], ["tune", "--param", odd]] {
      #expect(throws: UsageError.self) { try ByteText.plain(words) }
    }
  }
}
