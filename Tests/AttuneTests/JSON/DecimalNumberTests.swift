import Testing

@testable import Attune

@Suite struct DecimalNumberTests {
  private func expectNearest(
    _ digits: UInt64, _ exponent: Int, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let number = DecimalNumber(digits: digits, exponent: exponent)
    guard let value = number.nearestDouble else { return }
    let expected = try #require(Double("\(digits)e\(exponent)"))
    try #require(
      value.bitPattern == expected.bitPattern, "\(digits)e\(exponent)",
      sourceLocation: sourceLocation)
  }

  @Test func `any digits give the nearest double`() throws {
    var random = RandomStream(seed: 41)
    for _ in 0..<50_000 {
      let digits = random.next() >> random.index(below: 64)
      try expectNearest(digits, random.index(below: 40) - 33)
    }
  }

  @Test func `printed doubles are read back exactly`() throws {
    var random = RandomStream(seed: 42)
    for _ in 0..<50_000 {
      let value =
        Double.random(in: 0.5..<1, using: &random)
        * [1e-6, 1e-3, 1, 1e3, 1e9][
          random.index(below: 5)]
      let text = "\(value)"
      guard case .float(let read) = try JSONParser.parse(text) else { continue }
      try #require(read.bitPattern == value.bitPattern, "\(text)")
    }
  }

  /// Tests numbers halfway between two doubles, and the nearest ones that the digits allow.
  @Test func `ties are rounded to even`() throws {
    var random = RandomStream(seed: 43)
    for _ in 0..<20_000 {
      // An odd multiple of half a unit, from 2^53 to 2^54 units: 54 bits, exact in decimal.
      let halves = random.next() >> 10 | 1 << 53 | 1
      let places = random.index(below: 5)
      let power: UInt64 = [1, 5, 25, 125, 625][places]
      let (digits, overflow) = halves.multipliedReportingOverflow(by: power)
      guard !overflow else { continue }
      for digits in [digits - 1, digits, digits + 1] { try expectNearest(digits, -places) }
    }
  }

  @Test(arguments: [(0, 0), (0, -400), (1, 0), (1, -27), (UInt64.max, 0), (UInt64.max, -27)])
  func `the limits of the supported range are exact`(digits: UInt64, exponent: Int) throws {
    #expect(DecimalNumber(digits: digits, exponent: exponent).nearestDouble != nil)
    try expectNearest(digits, exponent)
  }

  @Test(arguments: [1, -28, Int.min, Int.max])
  func `other powers of ten are not supported`(exponent: Int) {
    #expect(DecimalNumber(digits: 3, exponent: exponent).nearestDouble == nil)
  }
}
