/// Random damage to a file, determined by a seed.
struct Damage {
  private static let newline = UInt8(ascii: "\n")

  /// Values that are out of range or of the wrong type where they are inserted.
  private static let tokens = [
    "1e999", "-1e999", "99999999999999999999", "9223372036854775807", "-9223372036854775808",
    "4611686018427387904", "9007199254740993", "-1", "1.5", "1e308", "5e-324", "-0.0", "NaN",
    "Infinity", "-Infinity", "null", "true", "\"\"", "[]", "{}", "\"\\ud800\"", "\"\\u0000\"",
    "[NaN,NaN]", "00", "1e", "\"a\":1", ",", ":",
  ]

  private static let badText: [[UInt8]] = [
    [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82], [0],
    [0, 0, 0, 0], [0x0D], [0x0D, 0x0A], [0x0A], [0xEF, 0xBB, 0xBF], [0xE2, 0x80, 0xA8],
  ]

  private var state: UInt64

  /// Whether the file was only truncated.
  private(set) var isCut = false

  /// Creates the damage that a seed determines.
  init(seed: UInt64) {
    state = seed &* 0x9E37_79B9_7F4A_7C15
  }

  /// A random number in `0..<bound`.
  mutating func index(below bound: Int) -> Int {
    // SplitMix64.
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((bits ^ (bits >> 31)) % UInt64(bound))
  }

  /// The bytes after truncation or one to three other kinds of damage.
  mutating func apply(to bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    if index(below: 5) == 0 {
      isCut = true
      bytes.removeLast(index(below: bytes.count + 1))
      return bytes
    }
    for _ in 0...index(below: 3) where !bytes.isEmpty { damage(&bytes) }
    return bytes
  }

  private mutating func damage(_ bytes: inout [UInt8]) {
    let position = index(below: bytes.count)
    switch index(below: 12) {
    case 0: bytes[position] ^= 1 << UInt8(index(below: 8))
    case 1: bytes[position] = UInt8(index(below: 256))
    case 2: bytes.removeLast(bytes.count - position)
    case 3: changeLines(&bytes) { lines, a, b in lines.insert(lines[a], at: b) }
    case 4: changeLines(&bytes) { lines, a, b in lines.swapAt(a, b) }
    case 5: changeLines(&bytes) { lines, a, _ in lines.remove(at: a) }
    case 6:
      let end = min(bytes.count, position + index(below: 200))
      let piece = Array(bytes[position..<end])
      bytes.insert(contentsOf: piece, at: index(below: bytes.count + 1))
    case 7: bytes.removeSubrange(position..<min(bytes.count, position + 1 + index(below: 30)))
    case 8: replaceNumber(from: position, in: &bytes)
    case 9: replaceNumber(from: position, in: &bytes)
    case 10: bytes.insert(contentsOf: Self.badText[index(below: Self.badText.count)], at: position)
    default: damageWidely(&bytes, at: position)
    }
  }

  private mutating func damageWidely(_ bytes: inout [UInt8], at position: Int) {
    switch index(below: 4) {
    case 0:
      let depth = [10, 600, 100_000][index(below: 3)]
      bytes.insert(contentsOf: [UInt8](repeating: UInt8(ascii: "["), count: depth), at: position)
    case 1:
      let depth = [10, 600, 20_000][index(below: 3)]
      let nest = String(repeating: "{\"a\":", count: depth) + "1"
      bytes.insert(contentsOf: (nest + String(repeating: "}", count: depth)).utf8, at: position)
    case 2:
      bytes = Array(bytes.split(separator: Self.newline).joined(separator: [0x0D, Self.newline]))
      bytes += [0x0D, Self.newline]
    default:
      let end = min(bytes.count, position + index(below: 4096))
      for index in position..<end { bytes[index] = 0 }
    }
  }

  private mutating func changeLines(
    _ bytes: inout [UInt8], _ change: (inout [ArraySlice<UInt8>], Int, Int) -> Void
  ) {
    var lines = bytes.split(separator: Self.newline)
    guard !lines.isEmpty else { return }
    change(&lines, index(below: lines.count), index(below: lines.count))
    bytes = Array(lines.joined(separator: [Self.newline])) + [Self.newline]
  }

  /// Replaces the next number with a token.
  private mutating func replaceNumber(from position: Int, in bytes: inout [UInt8]) {
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    guard let start = bytes[position...].firstIndex(where: digits.contains) else { return }
    let end = bytes[start...].firstIndex { !digits.contains($0) && $0 != UInt8(ascii: ".") }
    let token = Self.tokens[index(below: Self.tokens.count)]
    bytes.replaceSubrange(start..<(end ?? bytes.count), with: token.utf8)
  }
}
