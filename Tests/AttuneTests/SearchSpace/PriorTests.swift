import Testing

@testable import Attune

/// Values that are drawn from priors.
@Suite struct PriorTests {
  private func draws(
    _ distribution: Distribution, _ prior: Prior, count: Int = 4000
  ) -> [Double] {
    var random = RandomStream(seed: 5)
    return (0..<count).map { _ in
      distribution.randomValue(prior: prior, using: &random).recorded
    }
  }

  @Test func `numbers have a truncated normal distribution`() throws {
    let values = draws(.float(try FloatDistribution(-1...3)), .normal(mean: 0, sd: 1))
    #expect(values.allSatisfy { -1...3 ~= $0 })
    let mass = NormalDistribution.cumulative(3) - NormalDistribution.cumulative(-1)
    let positive = (NormalDistribution.cumulative(3) - 0.5) / mass
    #expect(abs(Double(values.count { $0 > 0 }) / 4000 - positive) < 0.03)
  }

  @Test func `the range is a limit even for a prior outside of it`() throws {
    let values = draws(.float(try FloatDistribution(0...1)), .normal(mean: 9, sd: 1))
    #expect(values.allSatisfy { 0...1 ~= $0 })
    #expect(values.reduce(0, +) / 4000 > 0.8)
  }

  @Test func `half of the numbers are below the median of a lognormal prior`() throws {
    let range = Distribution.float(try FloatDistribution(1e-8...1e2, scale: .log))
    let values = draws(range, .logNormal(median: 1e-3, sd: 2))
    #expect(abs(Double(values.count { $0 < 1e-3 }) / 4000 - 0.5) < 0.03)
  }

  @Test func `a value of a grid has the probability of its cell`() throws {
    let values = draws(.int(try IntDistribution(0...4)), .normal(mean: 3, sd: 1))
    let edges = (0...5).map { NormalDistribution.cumulative(Double($0) - 0.5 - 3) }
    for value in 0...4 {
      let expected = (edges[value + 1] - edges[value]) / (edges[5] - edges[0])
      let frequency = Double(values.count { $0 == Double(value) }) / 4000
      #expect(abs(frequency - expected) < 0.03)
    }
  }

  @Test func `choices have the frequencies of their weights`() throws {
    let distribution = Distribution.categorical(
      try CategoricalDistribution(choices: ["a", "b", "c"]))
    let values = draws(distribution, .weights([5e307, 1e307, 4e307]))
    for (index, expected) in [0.5, 0.1, 0.4].enumerated() {
      #expect(abs(Double(values.count { $0 == Double(index) }) / 4000 - expected) < 0.03)
    }
  }

  @Test(arguments: [1e-300, 1e-9, 1, 1e300], [-1e300, -1e9, 0, 0.5, 1e12, 1e300])
  func `extreme priors give values of the range`(sd: Double, mean: Double) throws {
    let limit = Double.greatestFiniteMagnitude
    let distributions: [Distribution] = [
      .float(try FloatDistribution(-limit...limit)), .float(try FloatDistribution(0...1)),
      .float(try FloatDistribution(0...1, step: 0.25)),
      .int(try IntDistribution(-(1 << 53)...(1 << 53))), .int(try IntDistribution(1...9, step: 2)),
    ]
    var random = RandomStream(seed: 1)
    for distribution in distributions {
      for _ in 0..<20 {
        let value = distribution.randomValue(prior: .normal(mean: mean, sd: sd), using: &random)
        #expect(distribution.contains(value), "\(value) of \(distribution)")
      }
    }
  }

  private static var invalid: [(Prior, Distribution)] {
    get throws {
      [
        (.normal(mean: 0, sd: 0), .float(try FloatDistribution(0...1))),
        (.normal(mean: .nan, sd: 1), .float(try FloatDistribution(0...1))),
        (.normal(mean: 1, sd: 1), .float(try FloatDistribution(1...2, scale: .log))),
        (.logNormal(median: 1, sd: 1), .int(try IntDistribution(1...2))),
        (.logNormal(median: 0, sd: 1), .int(try IntDistribution(1...2, scale: .log))),
        (.weights([1]), .float(try FloatDistribution(0...1))),
        (.weights([1]), .categorical(try CategoricalDistribution(choices: [1, 2]))),
        (.weights([1, 0]), .categorical(try CategoricalDistribution(choices: [1, 2]))),
        (.normal(mean: 0, sd: 1), .categorical(try CategoricalDistribution(choices: [1, 2]))),
      ]
    }
  }

  @Test(arguments: try invalid)
  func `a prior that does not match is an error`(prior: Prior, distribution: Distribution) throws {
    let study = try Study("priors", seed: 1)
    let trial = try study.ask()
    let error = #expect(throws: SearchSpaceError.self) {
      try trial.suggest("x", from: distribution, prior: prior)
    }
    #expect(error?.code == .invalidPrior)
    #expect(error?.description.hasPrefix("parameter \"x\": ") == true)
  }

  @Test func `a recorded prior is read back`() throws {
    let choices = Distribution.categorical(try CategoricalDistribution(choices: ["a", true, 2]))
    let log = Distribution.float(try FloatDistribution(1...2, scale: .log))
    let cases: [(Prior, Distribution)] = [
      (.normal(mean: -0.5, sd: 2), .int(try IntDistribution(0...9))),
      (.logNormal(median: 1e-3, sd: 0.1), log), (.weights([1, 2.5, 3]), choices),
    ]
    for (prior, distribution) in cases {
      #expect(Prior(json: prior.json(for: distribution), for: distribution) == prior)
    }
    let reordered = Distribution.categorical(try CategoricalDistribution(choices: [2, "a", true]))
    let json = Prior.weights([1, 2.5, 3]).json(for: choices)
    #expect(Prior(json: json, for: reordered) == .weights([3, 1, 2.5]))
    #expect(Prior(json: json, for: log) == nil)
    for invalid: JSONValue in [
      nil, [:], ["normal": 3], ["normal": ["mean": 1]], ["weights": [[1]]], ["other": [:]],
    ] {
      #expect(Prior(json: invalid, for: choices) == nil)
      #expect(Prior(json: invalid, for: log) == nil)
    }
  }
}
