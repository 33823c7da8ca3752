import AttuneTesting
import Testing

@testable import Attune

@Suite struct AnnealingTests {
  private static let file = "Annealing/steps.json"

  @Test func `intervals are those of Hyperopt`() throws {
    let cases = try Fixture.object(Self.file).objects("intervals")
    #expect(cases.count == 48)
    for item in cases {
      let isLog = try item.string("scale") == "log"
      let (low, high) = (try item.double("low"), try item.double("high"))
      let distribution = Distribution.float(
        try FloatDistribution(low: low, high: high, scale: isLog ? .log : .linear))
      let step = AnnealingStep(
        trialCount: try item.int("count"), shrinkage: try item.double("shrinkage"))
      let interval = step.interval(
        around: distribution.position(of: .float(try item.double("value"))))
      let (start, end) = isLog ? (Math.log(low), Math.log(high)) : (low, high)
      let bounds = try item.doubles("interval")
      #expect((start + interval.lowerBound * (end - start)).isClose(to: bounds[0], within: 1e-14))
      #expect((start + interval.upperBound * (end - start)).isClose(to: bounds[1], within: 1e-14))
    }
  }

  @Test func `probabilities of choices are those of Hyperopt`() throws {
    let cases = try Fixture.object(Self.file).objects("choices")
    #expect(cases.count == 12)
    for item in cases {
      let step = AnnealingStep(
        trialCount: try item.int("count"), shrinkage: try item.double("shrinkage"))
      let model = try item.int("model")
      for (choice, expected) in try item.doubles("probabilities").enumerated() {
        let count = try item.int("choices")
        let probability = step.probability(isModel: choice == model, of: count)
        #expect(probability.isClose(to: expected, within: 1e-15))
      }
    }
  }

  @Test func `values are drawn with these probabilities`() throws {
    var random = RandomStream(seed: 1)
    let choices = Distribution.categorical(try CategoricalDistribution(choices: ["a", "b", "c"]))
    let step = AnnealingStep(trialCount: 10, shrinkage: 0.1)
    var counts = [0, 0, 0]
    for _ in 0..<20_000 {
      guard case .choice(let index) = step.value(near: .choice(2), in: choices, using: &random)
      else { continue }
      counts[index] += 1
    }
    for (choice, count) in counts.enumerated() {
      let expected = step.probability(isModel: choice == 2, of: 3)
      #expect(abs(Double(count) / 20_000 - expected) < 0.015)
    }
    let steps = Distribution.int(try IntDistribution(low: 0, high: 9, scale: .linear, step: 1))
    let values = Set((0..<500).map { _ in step.value(near: .int(9), in: steps, using: &random) })
    #expect(values == Set((5...9).map { .int($0) }))
  }

  /// The sampler's ranks show in the values when there is no randomness left in the step.
  @Test func `ranks have the frequencies of Hyperopt`() throws {
    let expected = try Fixture.object(Self.file).doubles("rankFrequencies")
    let sampler = AnnealingSampler.anneal(shrinkage: 1e300)
    let study = try Study(sampler: .random, seed: 1)
    try study.optimize(trials: 40) { try $0.suggest("x", in: 0.0...1.0) }
    let sorted = study.trials.compactMap(\.value).sorted()
    let trial = try study.ask()
    var counts = [Int](repeating: 0, count: 40)
    for seed in 0..<4000 {
      let context = SamplingContext(
        history: study.trials, trialNumber: trial.number, seed: UInt64(seed))
      var random = RandomStream(seed: UInt64(seed))
      let x = try #require(
        sampler.plan(in: context, using: &random).values["x"]?.doubleValue)
      counts[try #require(sorted.firstIndex { abs($0 - x) < 1e-9 })] += 1
    }
    for (count, frequency) in zip(counts, expected) {
      #expect(abs(Double(count) / 4000 - frequency) < 0.03)
    }
  }

  @Test func `parameters of other branches come from the best trials that have them`() throws {
    let sampler = AnnealingSampler.anneal(averageRank: 1, shrinkage: 1e300)
    let study = try Study(sampler: sampler, seed: 1)
    try study.enqueue(["kind": "a", "depth": 7, "width": 3])
    try study.enqueue(["kind": "a", "depth": 2, "width": 9])
    try study.enqueue(["kind": "b", "rate": 0.25])
    func objective(_ trial: Trial) throws -> Double {
      if try trial.suggest("kind", from: ["a", "b"]) == "a" {
        return try Double(trial.suggest("depth", in: 1...9) + trial.suggest("width", in: 1...9))
      }
      return try trial.suggest("rate", in: 0.0...1.0)
    }
    try study.optimize(trials: 3, objective)
    // The best trial is of branch b; the enqueued choice leads to branch a.
    try study.enqueue(["kind": "a"])
    try study.optimize(trials: 4, objective)
    #expect(study.trials[3].parameters["depth"] == 7)
    #expect(study.trials[3].parameters["width"] == 3)
  }

  @Test func `it meets the contract of samplers`() throws {
    try SamplerContract(AnnealingSampler(), objectives: 1...1).check()
    try SamplerContract(
      AnnealingSampler.anneal(averageRank: 1, shrinkage: 0), objectives: 1...1
    ).check()
    try SamplerContract(
      AnnealingSampler.anneal(averageRank: 1e300, shrinkage: 3), objectives: 1...1
    ).check()
  }

  @Test func `a trial that is interrupted between two parameters keeps its plan`() throws {
    @Sendable func objective(_ trial: Trial) throws -> Double {
      let x = try trial.suggest("x", in: -5.0...5.0)
      return try x * x + trial.suggest("y", in: -5.0...5.0)
    }
    let whole = try Study("s", sampler: .anneal(), pruner: .none, seed: 3)
    try whole.optimize(trials: 13, objective)
    let storage = InMemoryStorage()
    func study() throws -> Study {
      try Study("s", storage: storage, sampler: .anneal(), pruner: .none, seed: 3)
    }
    let first = try study()
    #expect(throws: CancellationError.self) {
      try first.optimize(trials: 13) { trial in
        guard trial.number == 12 else { return try objective(trial) }
        _ = try trial.suggest("x", in: -5.0...5.0)
        try study().optimize(additionalTrials: 8) { -1000 - (try objective($0)) }
        throw CancellationError()
      }
    }
    let last = try study()
    try last.optimize(trials: last.trials.count, objective)
    #expect(last.trials[12].parameters == whole.trials[12].parameters)
  }

  @Test func `it is better than random search on a smooth objective`() throws {
    func best(_ sampler: some Sampler, seed: UInt64) throws -> Double {
      let study = try Study(sampler: sampler, pruner: .none, seed: seed)
      try study.optimize(trials: 60) { trial in
        try (0..<4).reduce(0) { sum, index in
          let x = try trial.suggest("x\(index)", in: -5.0...5.0)
          return sum + (x - 1) * (x - 1)
        }
      }
      return try #require(study.bestValue)
    }
    let wins = try (0..<10).count { seed in
      try best(.anneal(), seed: UInt64(seed)) < best(.random, seed: UInt64(seed))
    }
    #expect(wins >= 9)
  }

  @Test func `several objectives are an error`() throws {
    let study = try Study(
      "s", directions: [.minimize, .minimize], sampler: .anneal(), seed: 1)
    let trial = try study.ask()
    let error = #expect(throws: SamplingError.self) { try trial.suggest("x", in: 0.0...1.0) }
    #expect(error?.description.contains("annealing needs a single objective") == true)
  }

  @Test func `the summary has the settings that differ`() {
    #expect(AnnealingSampler().summary == "AnnealingSampler")
    #expect(
      AnnealingSampler.anneal(averageRank: 3).summary == "AnnealingSampler(averageRank: 3.0)")
  }

  @Test func `an average rank below 1 is a precondition failure`() async {
    await #expect(processExitsWith: .failure) { _ = AnnealingSampler.anneal(averageRank: 0.5) }
    await #expect(processExitsWith: .failure) { _ = AnnealingSampler.anneal(shrinkage: -1) }
  }
}
