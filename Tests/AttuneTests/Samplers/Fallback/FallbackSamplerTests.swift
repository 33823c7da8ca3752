import AttuneTesting
import Testing

@testable import Attune

@Suite struct FallbackSamplerTests {
  /// Plans the middle of "x" and a value outside the range of "n".
  private struct Middle: Sampler {
    var error: SamplingError?

    func plan(
      in context: SamplingContext, using random: inout RandomStream
    ) throws(SamplingError) -> TrialPlan {
      if let error { throw error }
      return TrialPlan(values: ["x": 0.5, "n": 100], attributes: ["middle": true])
    }

    func sample(
      _ request: ParameterRequest, in context: SamplingContext, using random: inout RandomStream
    ) throws(SamplingError) -> ParameterValue {
      throw SamplingError("it only plans")
    }

    func isExhausted(by history: TrialHistory, interrupted: Set<Int>) -> Bool { history.count >= 3 }
    var expectedTrialCount: Int? { 3 }
  }

  /// Plans "x" and "y", and gives the lowest value of all others.
  private struct Lowest: Sampler {
    func plan(
      in context: SamplingContext, using random: inout RandomStream
    ) throws(SamplingError) -> TrialPlan {
      TrialPlan(values: ["x": 0.25, "y": 0.75], attributes: ["lowest": true])
    }

    func sample(
      _ request: ParameterRequest, in context: SamplingContext, using random: inout RandomStream
    ) throws(SamplingError) -> ParameterValue {
      request.distribution.value(at: 0)
    }
  }

  private static func objective(_ trial: Trial) throws -> Double {
    let x = try trial.suggest("x", in: 0.0...1.0)
    let y = try trial.suggest("y", in: 0.0...1.0)
    let n = try trial.suggest("n", in: 1...9)
    return x + y + Double(n) + (try trial.suggest("kind", from: [0, 1]) == 0 ? 0 : 1)
  }

  @Test func `each value comes from the first plan, the second plan, or the second sampler`() throws
  {
    let study = try Study(sampler: .fallback(from: Middle(), to: Lowest()), seed: 1)
    try study.optimize(trials: 1, Self.objective)
    #expect(study.trials[0].parameters.description == "x: 0.5, y: 0.75, n: 1, kind: 0")
    #expect(study.trials[0].systemAttributes["middle"] == true)
    #expect(study.trials[0].systemAttributes["lowest"] == true)
  }

  @Test func `a first sampler without values for the space leaves all of them to the second`()
    throws
  {
    let unknown = Middle(error: SamplingError(.unknownParameter, "no values"))
    let study = try Study(sampler: .fallback(from: unknown, to: Lowest()), seed: 1)
    try study.optimize(trials: 1, Self.objective)
    #expect(study.trials[0].parameters.description == "x: 0.25, y: 0.75, n: 1, kind: 0")
  }

  @Test func `other errors of the first sampler fail the trial`() throws {
    let broken = Middle(error: SamplingError("broken"))
    let study = try Study(sampler: .fallback(from: broken, to: Lowest()), seed: 1)
    let trial = try study.ask()
    #expect(throws: SamplingError.self) { try trial.suggest("x", in: 0.0...1.0) }
  }

  @Test func `a grid for some parameters and TPE for the others`() throws {
    let sampler = FallbackSampler(from: .grid(["n": [1, 5, 9]]), to: .tpe(startupTrials: 2))
    let study = try Study(sampler: sampler, seed: 1)
    try study.optimize(until: .exhausted(sampler), Self.objective)
    #expect(study.trials.map { $0.parameters["n"] } == [1, 5, 9])
    #expect(Set(study.trials.compactMap { $0.parameters["x"]?.doubleValue }).count == 3)
  }

  @Test func `an interrupted trial keeps the values of both plans`() throws {
    let sampler = FallbackSampler(from: Middle(), to: .tpe(startupTrials: 3))
    let storage = InMemoryStorage()
    let study = try Study("s", storage: storage, sampler: sampler, seed: 1)
    var y: JSONValue?
    #expect(throws: CancellationError.self) {
      try study.optimize(trials: 9) { trial in
        guard trial.number == 8 else { return try Self.objective(trial) }
        _ = try trial.suggest("x", in: 0.0...1.0)
        let plan = trial.snapshot.systemAttributes["attune:plan"]?.objectValue
        #expect(plan?["x"] == 0.5)
        y = plan?["y"]
        let other = try Study("s", storage: storage, sampler: .random, seed: 1)
        try other.optimize(additionalTrials: 5) { -(try Self.objective($0)) }
        throw CancellationError()
      }
    }
    let resumed = try Study("s", storage: storage, sampler: sampler, seed: 1)
    try resumed.optimize(trials: resumed.trials.count, Self.objective)
    #expect(y != nil)
    #expect(resumed.trials[8].parameters["y"] == y)
    #expect(resumed.trials[8].parameters["x"] == 0.5)
  }

  @Test func `it meets the contract of samplers`() throws {
    try SamplerContract(FallbackSampler(from: .tpe(startupTrials: 4), to: .random)).check()
    try SamplerContract(FallbackSampler(from: Middle(), to: .tpe(startupTrials: 4))).check()
  }

  @Test func `exhaustion is that of the first sampler`() throws {
    let sampler = FallbackSampler(from: Middle(), to: .random)
    let study = try Study(sampler: sampler, seed: 1)
    try study.optimize(until: .exhausted(sampler), Self.objective)
    #expect(study.trials.count == 3)
    #expect(sampler.expectedTrialCount == 3)
    #expect(!sampler.endsWhenExhausted)
    #expect(
      FallbackSampler(from: .random, to: .tpe()).summary
        == "FallbackSampler(from: RandomSampler, to: TPESampler)")
  }
}
