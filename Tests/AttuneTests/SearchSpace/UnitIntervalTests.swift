import Testing

@testable import Attune

/// The mapping of parameter values to 0...1 and back.
@Suite struct UnitIntervalTests {
  static var samples: [Distribution] {
    get throws {
      [
        .float(try FloatDistribution(0...1)), .float(try FloatDistribution(-5...5)),
        .float(try FloatDistribution(-1e308...1e308)), .float(try FloatDistribution(2...2)),
        .float(try FloatDistribution(1e-300...1e300, scale: .log)),
        .float(try FloatDistribution(1e-5...1e-1, scale: .log)),
        .float(try FloatDistribution(0...1, step: 0.1)),
        .float(try FloatDistribution(-1...1.05, step: 0.25)),
        .float(try FloatDistribution(0...1, step: 3)),
        .int(try IntDistribution(0...9)), .int(try IntDistribution(-7 ... -3)),
        .int(try IntDistribution(4...4)), .int(try IntDistribution(1...99, step: 7)),
        .int(try IntDistribution(-(1 << 53)...1 << 53)),
        .int(try IntDistribution(1...1024, scale: .log)),
        .int(try IntDistribution(1...1 << 30, scale: .log)),
        .categorical(try CategoricalDistribution(choices: ["a", 1, true, nil, 2.5])),
        .categorical(try CategoricalDistribution(choices: ["only"])),
      ]
    }
  }

  @Test(arguments: try samples)
  func `every position has a value of the distribution`(distribution: Distribution) {
    for position in [
      -.infinity, -1, -0.0, 0, 5e-17, 0.1, 0.5, 0.999, 1 - 0x1p-53, 1, 2, .infinity,
    ] {
      #expect(distribution.contains(distribution.value(at: position)), "\(position)")
    }
  }

  @Test(arguments: try samples)
  func `values ascend with their positions`(distribution: Distribution) {
    let values = (0...500).map { distribution.value(at: Double($0) / 500).recorded }
    #expect(zip(values, values.dropFirst()).allSatisfy { $0 <= $1 })
  }

  @Test(arguments: try samples)
  func `a value is recovered from its position`(distribution: Distribution) {
    for index in 0...200 {
      let value = distribution.value(at: Double(index) / 200)
      let position = distribution.position(of: value)
      #expect((0...1).contains(position))
      let back = distribution.value(at: position)
      switch (value, back) {
      case (.float(let value), .float(let back)): #expect(back.isClose(to: value, within: 1e-12))
      default: #expect(back == value)
      }
    }
  }

  @Test(arguments: try samples)
  func `a position is recovered from its value on a continuous range`(distribution: Distribution) {
    guard case .float(let float) = distribution, float.step == nil, float.low < float.high else {
      return
    }
    for position in stride(from: 0, through: 1, by: 1.0 / 64) where float.high < 1e308 {
      let value = distribution.value(at: position)
      #expect(distribution.position(of: value).isClose(to: position, within: 1e-9))
    }
  }

  @Test func `the values of a grid have equal fractions of the interval`() throws {
    let grids: [(Distribution, Int)] = [
      (.float(try FloatDistribution(0...1, step: 0.25)), 5), (.int(try IntDistribution(1...7)), 7),
      (.int(try IntDistribution(0...9, step: 3)), 4),
      (.categorical(try CategoricalDistribution(choices: ["a", "b", "c"])), 3),
    ]
    for (distribution, count) in grids {
      var counts: [Double: Int] = [:]
      let positions = 840 * count
      for index in 0..<positions {
        let value = distribution.value(at: (Double(index) + 0.5) / Double(positions))
        counts[value.recorded, default: 0] += 1
      }
      #expect(counts.count == count)
      #expect(counts.values.allSatisfy { $0 == 840 }, "\(distribution)")
      for (value, index) in zip(counts.keys.sorted(), 0...) {
        let recorded = try #require(distribution.value(recorded: value))
        let middle = (Double(index) + 0.5) / Double(count)
        #expect(distribution.position(of: recorded).isClose(to: middle, within: 1e-12))
      }
    }
  }

  @Test func `equal ratios have equal lengths on a logarithmic scale`() throws {
    let distribution = Distribution.float(try FloatDistribution(1e-4...1, scale: .log))
    for (position, value) in [(0.25, 1e-3), (0.5, 1e-2), (0.75, 1e-1)] {
      #expect(distribution.position(of: .float(value)).isClose(to: position, within: 1e-12))
      #expect(distribution.value(at: position).recorded.isClose(to: value, within: 1e-12))
    }
  }

  @Test(arguments: try samples)
  func `a value outside the range is clamped`(distribution: Distribution) {
    guard !distribution.isConstant else {
      #expect(distribution.position(of: distribution.value(at: 0)) == 0.5)
      return
    }
    let (low, high) = (distribution.value(at: 0), distribution.value(at: 1))
    switch (low, high) {
    case (.float, .float):
      #expect(distribution.position(of: .float(.greatestFiniteMagnitude)) == 1)
    case (.int(let low), .int(let high)):
      #expect(distribution.position(of: .int(high * 2 - low + 1)) == 1)
    default: break
    }
  }

  @Test(arguments: try samples)
  func `random values lie in the distribution and vary`(distribution: Distribution) {
    var random = RandomStream(seed: 51)
    var seen: Set<Double> = []
    for _ in 0..<300 {
      let value = distribution.randomValue(using: &random)
      #expect(distribution.contains(value))
      seen.insert(value.recorded)
    }
    if distribution.isConstant { #expect(seen.count == 1) } else { #expect(seen.count > 1) }
  }
}
