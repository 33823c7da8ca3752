import Testing

@testable import Attune

/// Parameters as numbers in 0...1 and back.
@Suite struct UnitIntervalTests {
  static let samples: [Distribution] = {
    do {
      return [
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
    } catch {
      return []
    }
  }()

  @Test(arguments: samples)
  func `every place has a value of the distribution`(distribution: Distribution) {
    for place in [-.infinity, -1, -0.0, 0, 5e-17, 0.1, 0.5, 0.999, 1 - 0x1p-53, 1, 2, .infinity] {
      #expect(distribution.contains(distribution.value(at: place)), "\(place)")
    }
  }

  @Test(arguments: samples)
  func `values follow their places`(distribution: Distribution) {
    let values = (0...500).map { distribution.value(at: Double($0) / 500).recorded }
    #expect(zip(values, values.dropFirst()).allSatisfy { $0 <= $1 })
  }

  @Test(arguments: samples)
  func `a value comes back from its place`(distribution: Distribution) {
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

  @Test(arguments: samples)
  func `a place comes back from its value where there is no grid`(distribution: Distribution) {
    guard case .float(let float) = distribution, float.step == nil, float.low < float.high else {
      return
    }
    for place in stride(from: 0, through: 1, by: 1.0 / 64) where float.high < 1e308 {
      #expect(
        distribution.position(of: distribution.value(at: place)).isClose(to: place, within: 1e-9))
    }
  }

  @Test func `every value of a grid has its share of the interval`() throws {
    let grids: [(Distribution, Int)] = [
      (.float(try FloatDistribution(0...1, step: 0.25)), 5), (.int(try IntDistribution(1...7)), 7),
      (.int(try IntDistribution(0...9, step: 3)), 4),
      (.categorical(try CategoricalDistribution(choices: ["a", "b", "c"])), 3),
    ]
    for (distribution, count) in grids {
      var shares: [Double: Int] = [:]
      let places = 840 * count
      for index in 0..<places {
        let value = distribution.value(at: (Double(index) + 0.5) / Double(places))
        shares[value.recorded, default: 0] += 1
      }
      #expect(shares.count == count)
      #expect(shares.values.allSatisfy { $0 == 840 }, "\(distribution)")
      for (value, index) in zip(shares.keys.sorted(), 0...) {
        let recorded = try #require(distribution.value(recorded: value))
        let middle = (Double(index) + 0.5) / Double(count)
        #expect(distribution.position(of: recorded).isClose(to: middle, within: 1e-12))
      }
    }
  }

  @Test func `equal ratios have equal lengths on a logarithmic scale`() throws {
    let distribution = Distribution.float(try FloatDistribution(1e-4...1, scale: .log))
    for (place, value) in [(0.25, 1e-3), (0.5, 1e-2), (0.75, 1e-1)] {
      #expect(distribution.position(of: .float(value)).isClose(to: place, within: 1e-12))
      #expect(distribution.value(at: place).recorded.isClose(to: value, within: 1e-12))
    }
  }

  @Test(arguments: samples)
  func `a value outside counts as the nearest one inside`(distribution: Distribution) {
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

  @Test(arguments: samples)
  func `random values are of the distribution and use it up`(distribution: Distribution) {
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
