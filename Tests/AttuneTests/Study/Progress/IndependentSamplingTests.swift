import Testing

@testable import Attune

/// The event that a parameter is not in the plan of a trial.
@Suite struct IndependentSamplingTests {
  /// Plans `x` in 0...1.
  private struct Planner: Sampler {
    func plan(
      in context: SamplingContext, using random: inout RandomStream
    ) throws(SamplingError) -> TrialPlan {
      // The first trials have no plan.
      context.trialNumber < 2 ? TrialPlan() : TrialPlan(values: ["x": .float(random.uniform())])
    }

    func sample(
      _ request: ParameterRequest, in context: SamplingContext, using random: inout RandomStream
    ) throws(SamplingError) -> ParameterValue {
      request.distribution.randomValue(using: &random)
    }
  }

  private func objective(_ trial: Trial) throws -> Double {
    let bound = trial.number < 5 ? 1.0 : -1
    let x = try trial.suggest("x", in: min(bound, 0)...max(bound, 0))
    let y = try trial.suggest("y", in: 0.0...1.0)
    _ = try trial.suggest("constant", in: 1...1)
    return x + y
  }

  @Test func `each parameter outside the plan is reported once`() async throws {
    let study = try Study(sampler: Planner(), seed: 1)
    let events = study.events()
    try study.optimize(trials: 8, progress: .none, objective)
    var independent: [String] = []
    for await event in events {
      if case .sampledIndependently = event { independent.append(event.summary) }
      if case .stopped = event { break }
    }
    // A parameter that is never planned, and a range that has changed.
    #expect(independent == ["sampled y of 2", "sampled x of 5"])
  }
}
