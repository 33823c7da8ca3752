import Testing

@testable import Attune

/// Ranges with more values than the unit interval has uniform numbers.
///
/// A uniform generator fails each chi-square test with one in a million seeds; the critical values
/// are those of SciPy 1.17, `chi2.isf(1e-6, df)`.
@Suite struct HugeRangeTests {
  private static let limit = 1 << 53

  private func chiSquare(_ counts: [Int], _ probabilities: [Double]? = nil) -> Double {
    let total = Double(counts.reduce(0, +))
    return counts.indices.reduce(0) { sum, index in
      let expected = total * (probabilities?[index] ?? 1 / Double(counts.count))
      return sum + (Double(counts[index]) - expected) * (Double(counts[index]) - expected)
        / expected
    }
  }

  private func counts(_ bins: Int, _ draws: Int = 8000, _ bin: () -> Int) -> [Int] {
    (0..<draws).reduce(into: [Int](repeating: 0, count: bins)) { counts, _ in counts[bin()] += 1 }
  }

  @Test(
    arguments: [
      (0...limit, 1), (-limit...limit, 1), (1...limit, 1), (-limit...0, 1), (0...limit - 1, 1),
      (0...1 << 52, 1), (-limit...limit, 3),
    ] as [(ClosedRange<Int>, Int)])
  func `integers of a huge range are equally likely`(_ range: ClosedRange<Int>, step: Int) throws {
    let int = try IntDistribution(range, step: step)
    var random = RandomStream(seed: 1, purpose: "test")
    var values: [Int] = []
    for _ in 0..<8000 {
      let value = try #require(Distribution.int(int).randomValue(using: &random).integer)
      #expect(range.contains(value) && (value - int.low) % step == 0)
      values.append(value)
    }
    let lowBits = values.reduce(into: [Int](repeating: 0, count: 16)) {
      $0[($1 - int.low) / step & 15] += 1
    }
    #expect(chiSquare(lowBits) < 56.49)
    let sixteenths = values.reduce(into: [Int](repeating: 0, count: 16)) { counts, value in
      let fraction = Double(value / 2 - int.low / 2) / Double(int.high / 2 - int.low / 2)
      counts[min(Int(fraction * 16), 15)] += 1
    }
    #expect(chiSquare(sixteenths) < 56.49)
    #expect(int.range.value(after: 0) == int.low)
    #expect(int.range.value(after: int.range.stepCount) == int.high)
  }

  @Test(arguments: [limit - 3...limit, -limit ... -limit + 3, limit / 2 + 1...limit / 2 + 4])
  func `a few integers far from zero are equally likely`(range: ClosedRange<Int>) throws {
    let distribution = Distribution.int(try IntDistribution(range))
    var random = RandomStream(seed: 2, purpose: "test")
    let counts = counts(4) {
      (distribution.randomValue(using: &random).integer ?? 0) - range.lowerBound
    }
    #expect(chiSquare(counts) < 30.67)
  }

  @Test func `an index uses all 64 bits`() {
    var random = RandomStream(seed: 3, purpose: "test")
    #expect(chiSquare(counts(16) { Int(random.integer(upTo: .max) & 15) }) < 56.49)
    #expect(chiSquare(counts(16) { Int(random.integer(upTo: .max) >> 60) }) < 56.49)
    let three = UInt64(3) << 62
    #expect(chiSquare(counts(3) { Int(random.integer(upTo: three - 1) >> 62) }) < 27.64)
    #expect(random.integer(upTo: 0) == 0)
  }

  @Test(
    arguments: [
      (0...9, 1, .linear), (0...limit / 2 - 1, 1, .linear),
      (-limit / 4...limit / 4 - 1, 1, .linear),
      (0...limit, 1 << 50, .linear), (-limit...limit, 8, .linear), (1...limit / 2, 1, .log),
      (1...1000, 1, .log),
    ] as [(ClosedRange<Int>, Int, Scale)])
  func `ranges of up to 2^52 values are sampled through the unit interval`(
    _ range: ClosedRange<Int>, step: Int, scale: Scale
  ) throws {
    let distribution = Distribution.int(try IntDistribution(range, scale: scale, step: step))
    var random = RandomStream(seed: 4, purpose: "test")
    for _ in 0..<1000 {
      var copy = random
      let value = distribution.randomValue(using: &random)
      #expect(value == distribution.value(at: copy.uniform()))
    }
  }

  @Test func `the values of a floating-point grid are equally likely`() throws {
    let limit = Double(Self.limit)
    for float in [
      try FloatDistribution(-limit...limit, step: 1), try FloatDistribution(0...limit, step: 1),
      try FloatDistribution(0...1, step: 0x1p-53),
    ] {
      var random = RandomStream(seed: 5, purpose: "test")
      let counts = counts(8) {
        let value = Distribution.float(float).randomValue(using: &random).recorded
        #expect(float.low <= value && value <= float.high)
        return Int(value / (float.step ?? 1)) & 7
      }
      // The upper half of 0...1 has no odd multiples of 2⁻⁵⁴, but all of 2⁻⁵³.
      #expect(chiSquare(counts) < 42.88, "\(float)")
    }
  }

  @Test
  func `octaves of a huge logarithmic range are equally likely, and so are the values in one`()
    throws
  {
    let distribution = Distribution.int(try IntDistribution(1...Self.limit, scale: .log))
    var random = RandomStream(seed: 6, purpose: "test")
    var octaves = [Int](repeating: 0, count: 54)
    var parity = [0, 0]
    for _ in 0..<20_000 {
      let value = try #require(distribution.randomValue(using: &random).integer)
      let octave = 63 - value.leadingZeroBitCount
      octaves[octave] += 1
      if octave == 52 { parity[value & 1] += 1 }
    }
    #expect(octaves[53] == 0)
    #expect(chiSquare(parity) < 23.93)
    // The cells of an octave extend from half below its first value to half below that of the next
    // one.
    let edges = (0...53).map { Math.log(Double(1 << $0) - 0.5) }
    let lengths = zip(edges.dropFirst(), edges).map { $0 - $1 }
    let total = lengths.reduce(0, +)
    #expect(chiSquare(Array(octaves.prefix(53)), lengths.map { $0 / total }) < 115.54)
  }

  @Test(arguments: [0...limit, -limit...limit], [true, false])
  func `TPE proposes odd and even numbers`(range: ClosedRange<Int>, isUnivariate: Bool) throws {
    var configuration = TPESampler.Configuration()
    configuration.isMultivariate = !isUnivariate
    let study = try Study(sampler: .tpe(configuration), seed: 1)
    try study.optimize(trials: 200) { trial in
      let x = try trial.suggest("x", in: range)
      return abs(Double(x) / Double(range.upperBound) - 0.7)
    }
    let odd = study.trials.count { ($0.parameters["x"]?.intValue ?? 0) & 1 == 1 }
    // A fair coin falls outside with probability 10⁻⁸.
    #expect((60...140).contains(odd))
  }
}

extension ParameterValue {
  fileprivate var integer: Int? {
    if case .int(let value) = self { value } else { nil }
  }
}
