import AttuneTesting
import Testing

@testable import Attune

/// TPE that starts from the trials of another study.
@Suite struct TPESourceTests {
  /// A study with 40 random trials, whose best ones are near 0.3 in each of two parameters.
  private func source(
    direction: Direction = .minimize, scale: Double = 1, trials: Int = 40
  ) throws -> TrialHistory {
    let study = try Study(direction: direction, sampler: .random, pruner: .none, seed: 40)
    try study.optimize(trials: trials, progress: .none) { trial in
      let loss = try sphere(trial)
      return direction == .minimize ? scale * loss : -scale * loss
    }
    return study.trials
  }

  private func sphere(_ trial: Trial) throws -> Double {
    TestLosses.sphere(try ["x", "y"].map { try trial.suggest($0, in: 0.0...1.0) })
  }

  /// A study with some trials.
  private func study(
    _ sampler: some Sampler, trials: Int, seed: UInt64 = 1,
    _ objective: ((Trial) throws -> Double)? = nil
  ) throws -> Study {
    let study = try Study(sampler: sampler, pruner: .none, seed: seed)
    try study.optimize(trials: trials, progress: .none, objective ?? sphere)
    return study
  }

  private func values(_ study: Study) -> [[Double]] {
    study.trials.map { $0.parameters.map(\.recordedValue) }
  }

  @Test func `the first trials are in the good region of the sources`() throws {
    let sources = try source()
    func mean(_ sampler: TPESampler) throws -> Double {
      let losses = try (1...10).flatMap {
        try study(sampler, trials: 5, seed: $0).trials.compactMap(\.value)
      }
      return losses.reduce(0, +) / Double(losses.count)
    }
    #expect(try mean(.tpe(sources: sources)) < mean(.tpe()) / 3)
  }

  @Test func `the order of the sources' values counts, not their scale and direction`() throws {
    let expected = values(try study(.tpe(sources: source()), trials: 20))
    for (direction, scale) in [(Direction.minimize, 1e6), (.maximize, 1e-3)] {
      let sources = try source(direction: direction, scale: scale)
      #expect(values(try study(.tpe(sources: sources), trials: 20)) == expected)
    }
  }

  @Test func `sources count as startup trials, if they have the parameter`() throws {
    func isRandom(_ sampler: TPESampler) throws -> Bool {
      try values(study(sampler, trials: 1)) == values(study(.tpe(), trials: 1))
    }
    #expect(try isRandom(.tpe(sources: source(trials: 9))))
    #expect(try !isRandom(.tpe(sources: source(trials: 10))))
    #expect(try isRandom(.tpe(sources: TrialHistory(directions: [.minimize]))))
    let others = try study(.tpe(), trials: 20) { try $0.suggest("z", in: 0.0...1.0) }
    #expect(try isRandom(.tpe(sources: others.trials)))
  }

  @Test func `sources without any of the parameters change nothing`() throws {
    let others = try study(.tpe(), trials: 20) { trial in
      // A parameter of another kind does not count.
      _ = try trial.suggest("x", from: ["a", "b"])
      return try trial.suggest("z", in: 0.0...1.0)
    }
    #expect(
      try values(study(.tpe(sources: others.trials), trials: 40))
        == values(study(.tpe(), trials: 40)))
  }

  @Test func `the influence of misleading sources fades`() throws {
    // In the sources, the values near 0.3 are the worst.
    let misleading = try source(direction: .maximize, scale: -1)
    func losses(_ sampler: TPESampler) throws -> (first: Double, last: Double) {
      let values = try (1...5).map {
        try study(sampler, trials: 300, seed: $0).trials.compactMap(\.value)
      }
      func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
      return (mean(values.flatMap { $0.prefix(5) }), mean(values.flatMap { $0.suffix(50) }))
    }
    let (with, without) = try (losses(.tpe(sources: misleading)), losses(.tpe()))
    #expect(with.first > 1.5 * without.first)
    #expect(with.last < 1.4 * without.last)
  }

  @Test func `the fraction of the sources decreases from 1 in inverse proportion`() throws {
    let space = SearchSpace(["x": .float(try FloatDistribution(0...1))])
    let sources = try source(trials: 30)
    let sampler = TPESampler.tpe(sources: sources)
    let history = try study(.random, trials: 30).trials
    for count in [0, 10, 30] {
      let context = SamplingContext(
        history: history.restricted { $0 < count }, trialNumber: history.count - 1)
      let own = TPESampler.tpe().densityFunctions(over: space, in: context)
      let other = TPESampler.tpe().densityFunctions(
        over: space,
        in: SamplingContext(history: sources, trialNumber: sources.count - 1))
      let mixed = sampler.densityFunctions(over: space, in: context)
      let alpha = 5 / (5 + Double(count))
      for x in [0.05, 0.3, 0.9] {
        let (a, b, c) = (own.good(x), other.good(x), mixed.good(x))
        #expect(abs(c - ((1 - alpha) * a + alpha * b)) < 1e-12)
        let (d, e, f) = (own.rest(x), other.rest(x), mixed.rest(x))
        #expect(abs(f - ((1 - alpha) * d + alpha * e)) < 1e-12)
      }
    }
  }

  @Test func `ranges, scales and choices may have changed`() throws {
    let earlier = try study(.random, trials: 60) { trial in
      let rate = try trial.suggest("rate", in: 0.0...10.0)
      let kind = try trial.suggest("kind", from: ["a", "b", "c"])
      let distance = Math.log(max(rate, 1e-9) / 0.05)
      return distance * distance + (kind == "c" ? 0 : 3)
    }
    let later = try study(.tpe(sources: earlier.trials), trials: 60) { trial in
      let rate = try trial.suggest("rate", in: 1e-3...1.0, scale: .log)
      let kind = try trial.suggest("kind", from: ["c", "d", "a"])
      let added = try trial.suggest("added", in: 0...9)
      #expect((1e-3...1).contains(rate) && (0...9).contains(added))
      return kind == "c" ? 0 : 1
    }
    let first = later.trials.prefix(5)
    #expect(first.count { $0.parameters["kind"] == "c" } >= 3)
    #expect(Set(first.map { $0.parameters["added"] }).count > 1)
  }

  @Test func `a parameter that the sources do not have is drawn from its prior`() throws {
    let range = Distribution.float(try FloatDistribution(0...1))
    let space = SearchSpace(["added": range, "x": range, "y": range])
    let study = try Study(sampler: .random, seed: 1)
    _ = try study.ask()
    let context = SamplingContext(
      history: study.trials, trialNumber: 0, studyName: "s", seed: 1, batchStart: nil,
      studyAttributes: ["attune:prior:added": ["normal": ["mean": 0.9, "sd": 0.01]]])
    let densities = TPESampler.tpe(sources: try source()).densities(over: space, in: context)
    var random = RandomStream(seed: 5)
    let points = densities.sample(400, using: &random)
    let values = (0..<400).map { points.values(of: $0) }
    #expect(values.allSatisfy { abs($0[0] - 0.9) < 0.06 })
    let distances = values.map { abs($0[1] - 0.3) + abs($0[2] - 0.3) }
    #expect(distances.sorted()[200] < 0.4)
    // The mean of 1 / l(x) over draws from l is the volume of the region that they cover.
    let logs = densities.logGoodDensities(at: points)
    let volume = logs.reduce(0) { $0 + Math.exp(-$1) } / 400
    #expect(volume > 0.01 && volume < 0.2)
  }

  @Test func `a study of several objectives starts from one`() throws {
    func study(_ sampler: TPESampler, trials: Int, seed: UInt64) throws -> Study {
      let study = try Study(
        directions: [.minimize, .maximize], sampler: sampler, pruner: .none, seed: seed)
      try study.optimize(trials: trials, progress: .none) { trial in
        let x = try trial.suggest("x", in: 0.0...1.0)
        let y = try trial.suggest("y", in: 0.0...1.0)
        return [x * x + y, 1 - (x - 0.5) * (x - 0.5) - y]
      }
      return study
    }
    // The Pareto front is at y = 0.
    func mean(_ sampler: TPESampler) throws -> Double {
      let values = try (1...10).flatMap { seed in
        try study(sampler, trials: 5, seed: seed).trials.compactMap {
          $0.parameters["y"]?.doubleValue
        }
      }
      return values.reduce(0, +) / Double(values.count)
    }
    let sources = try study(.tpe(), trials: 60, seed: 40).trials
    #expect(try mean(.tpe(sources: sources)) < 0.75 * mean(.tpe()))
  }

  @Test func `sources with another number of directions are an error`() throws {
    let study = try Study(
      directions: [.minimize, .maximize], sampler: .tpe(sources: source()), seed: 1)
    let trial = try study.ask()
    let error = #expect(throws: SamplingError.self) { try sphere(trial) }
    #expect(error?.description.contains("which is 2, not 1") == true)
  }

  @Test func `a resumed study continues with the same values`() throws {
    let sources = try source()
    let whole = try study(.tpe(sources: sources), trials: 30)
    let storage = InMemoryStorage()
    for target in [1, 7, 12, 30] {
      let part = try Study(
        "parts", storage: storage, sampler: .tpe(sources: sources), pruner: .none, seed: 1)
      try part.optimize(trials: target, progress: .none, sphere)
    }
    let resumed = try Study("parts", storage: storage, sampler: .tpe(), seed: 1)
    #expect(values(resumed) == values(whole))
  }

  @Test(arguments: [TPESampler.Configuration(), .optuna, .univariate])
  func `TPE with sources meets the contract`(configuration: TPESampler.Configuration) throws {
    let sources = try study(.random, trials: 20) { trial in
      _ = try trial.suggest("kind", from: ["a", "c", "x"])
      _ = try trial.suggest("int", in: -10...10)
      return try trial.suggest("float", in: -1.0...9.0)
    }
    try SamplerContract(.tpe(configuration, sources: sources.trials), objectives: 1...1)
      .check(trialCount: 30)
  }

  @Test func `the summary names the number of sources`() throws {
    #expect(
      TPESampler.tpe(candidates: 8, sources: try source()).summary
        == "TPESampler(sources: 40 trials, candidates: 8)")
  }
}

extension TPESampler {
  /// The densities of a space with one parameter, l(x) and g(x).
  fileprivate func densityFunctions(
    over space: SearchSpace, in context: SamplingContext
  ) -> (good: (Double) -> Double, rest: (Double) -> Double) {
    let layout = ParzenLayout(space)
    func density(_ logs: @escaping (ParzenPoints) -> [Double]) -> (Double) -> Double {
      { x in
        var points = ParzenPoints(layout: layout, capacity: 1)
        points.append([x])
        return Math.exp(logs(points)[0])
      }
    }
    let densities = densities(over: space, in: context)
    return (density(densities.logGoodDensities), density(densities.logRestDensities))
  }
}
