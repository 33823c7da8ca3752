import Testing

@testable import Attune

/// The cached models of TPE do not affect its proposals.
@Suite struct TPEModelTests {
  private func objective(_ trial: Trial) throws -> Double {
    let kind = try trial.suggest("kind", from: ["a", "b"])
    let x = try trial.suggest("x", in: -1.0...1.0)
    let y = kind == "a" ? try trial.suggest("y", in: 1...9) : 5
    try trial.report(x, step: 1)
    if trial.number % 7 == 3 { throw TrialPruned() }
    return x * x + Double(y) + (trial.number % 11 == 5 ? .nan : 0)
  }

  private static var configurations: [TPESampler.Configuration] {
    var univariate = TPESampler.Configuration()
    univariate.isMultivariate = false
    return [TPESampler.Configuration(), .optuna, univariate]
  }

  @Test(arguments: configurations)
  func `a sampler shared by two studies proposes the same as separate samplers`(
    configuration: TPESampler.Configuration
  ) throws {
    let shared = TPESampler(configuration)
    let pairs = try [5, 6].map { seed in
      (
        withShared: try Study(sampler: shared, seed: seed),
        separate: try Study(sampler: TPESampler(configuration), seed: seed)
      )
    }
    for target in stride(from: 9, through: 54, by: 9) {
      for pair in pairs {
        try pair.withShared.optimize(trials: target, maxConsecutiveFailures: .max, objective)
      }
    }
    for pair in pairs {
      try pair.separate.optimize(trials: 54, maxConsecutiveFailures: .max, objective)
      #expect(pair.withShared.trials.map(\.parameters) == pair.separate.trials.map(\.parameters))
      #expect(pair.separate.trials.count(of: .complete) > 30)
    }
  }

  @Test(arguments: configurations)
  func `a sampler with cached models proposes the same as a new one for any history`(
    configuration: TPESampler.Configuration
  ) throws {
    let study = try Study(sampler: .tpe(configuration), seed: 8)
    var histories: [TrialHistory] = []
    var open: [Trial] = []
    for index in 0..<120 {
      let trial = try study.ask()
      let value = Result { try objective(trial) }
      // Every fourth trial keeps running for a while, and finishes out of order.
      if index % 4 == 0 {
        open.append(trial)
      } else if case .success(let value) = value, value.isFinite {
        try study.tell(trial, value)
      } else {
        try study.tell(trial, .pruned)
      }
      if open.count == 3 { try study.tell(open.remove(at: 1), Double(index)) }
      histories.append(study.trials)
    }
    let cached = TPESampler(configuration)
    var random = RandomStream(seed: 9)
    for _ in 0..<60 {
      let history = histories[20 + Int(random.uniform() * 100)]
      let context = SamplingContext(history: history, trialNumber: history.count - 1)
      let spaces = cached.jointSpaces(in: context)
      let fresh = TPESampler(configuration)
      #expect(fresh.jointSpaces(in: context) == spaces)
      for sample in [
        {
          let x = ParameterRequest("x", from: .float(try FloatDistribution(-1...1)))
          return TrialPlan(values: ["x": .float(try $0.sample(x, in: context, using: &$1).recorded)]
          )
        },
        { try $0.plan(in: context, using: &$1) },
      ] as [(TPESampler, inout RandomStream) throws -> TrialPlan] {
        var (a, b) = (RandomStream(seed: 1), RandomStream(seed: 1))
        #expect(try sample(cached, &a) == sample(fresh, &b))
      }
    }
  }
}
