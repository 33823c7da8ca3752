import Testing

@testable import Attune

/// What TPE samples jointly, and how it avoids repeated points.
@Suite struct TPEPropertyTests {
  @Test func `parameters of a branch are sampled jointly`() throws {
    let study = try Study(seed: 5)
    try study.optimize(trials: 60) { trial in
      guard try trial.suggest("branch", from: [true, false]) else { return 2.0 }
      let x = try trial.suggest("x", in: -1.0...1.0)
      let y = try trial.suggest("y", in: -1.0...1.0)
      return abs(x - y)
    }
    let number = try study.ask().number
    let context = SamplingContext(history: study.trials, trialNumber: number)
    func names(_ sampler: TPESampler) -> [String] {
      sampler.jointSpaces(in: context).flatMap(\.parameters).map(\.name).sorted()
    }
    #expect(names(TPESampler()) == ["branch", "x", "y"])
    #expect(names(TPESampler(.optuna)) == ["branch"])
  }

  @Test func `fewer points are repeated than with the settings of Optuna`() throws {
    func repeatCount(_ configuration: TPESampler.Configuration) throws -> Int {
      let study = try Study(sampler: .tpe(configuration), seed: 3)
      try study.optimize(trials: 80) { trial in
        let a = try trial.suggest("a", in: 0...15)
        let b = try trial.suggest("b", from: ["p", "q", "r", "s"])
        return Double(a) + (b == "q" ? 0 : 3)
      }
      let points = study.trials.map { "\($0.parameters["a"] ?? nil) \($0.parameters["b"] ?? nil)" }
      return points.count - Set(points).count
    }
    let (attune, optuna) = (try repeatCount(TPESampler.Configuration()), try repeatCount(.optuna))
    #expect(attune < optuna)
  }

  @Test(arguments: [true, false], 1...4 as ClosedRange<UInt64>)
  func `points of running trials are not repeated`(usesConstantLiar: Bool, seed: UInt64) throws {
    var configuration = TPESampler.Configuration()
    configuration.usesConstantLiar = usesConstantLiar
    let study = try Study(sampler: .tpe(configuration), seed: seed)
    func point(_ trial: Trial) throws -> (Int, Int) {
      (try trial.suggest("a", in: 0...9), try trial.suggest("b", in: 0...9))
    }
    try study.optimize(trials: 30) { trial in
      let (a, b) = try point(trial)
      return Double(abs(a - 4) + abs(b - 6))
    }
    let finished = Set(study.trials.map(\.parameters.description))
    var running: [String] = []
    for _ in 0..<8 {
      let trial = try study.ask()
      _ = try point(trial)
      running.append(study.trials[trial.number].parameters.description)
    }
    #expect(Set(running).count == 8)
    #expect(finished.isDisjoint(with: running))
  }

  @Test func `values vary along integers of which all good trials have the same value`() throws {
    func variedCount(_ gridBandwidth: Double) throws -> Int {
      var configuration = TPESampler.Configuration()
      configuration.gridBandwidth = gridBandwidth
      let study = try Study(sampler: .tpe(configuration), seed: 2)
      try study.optimize(trials: 100) { trial in
        let x = try trial.suggest("x", in: -1.0...1.0)
        return abs(x) + Double(try trial.suggest("n", in: 0...7))
      }
      // The best value is found by then.
      return study.trials.suffix(40).count { $0.parameters["n"] != .int(0) }
    }
    #expect(try variedCount(0.5) > variedCount(0))
  }
}
