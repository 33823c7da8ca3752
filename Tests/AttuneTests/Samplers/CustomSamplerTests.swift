import Synchronization
import Testing

@testable import Attune

/// The calls of a study to its sampler, and the precedence of values.
@Suite struct CustomSamplerTests {
  /// Samples `x` and `y` jointly, and records the calls.
  private final class Recorder: Sampler {
    let recorded = Mutex<[String]>([])

    var calls: [String] { recorded.withLock { $0 } }

    func sample(
      _ request: ParameterRequest, in context: SamplingContext, using random: inout RandomStream
    ) throws(SamplingError) -> ParameterValue {
      recorded.withLock { $0.append(request.name) }
      return request.distribution.value(at: 0)
    }

    func plan(
      in context: SamplingContext, using random: inout RandomStream
    ) throws(SamplingError) -> TrialPlan {
      recorded.withLock { $0.append("plan") }
      return TrialPlan(values: ["x": 0.5, "y": 0.75], attributes: ["mark": 1])
    }
  }

  @Test func `a plan is drawn once per trial, when the first value is requested`() throws {
    let sampler = Recorder()
    let trial = try Study(sampler: sampler, seed: 1).ask()
    #expect(sampler.calls.isEmpty)
    #expect(try trial.suggest("y", in: 0.0...1.0) == 0.75)
    #expect(try trial.suggest("x", in: 0.0...1.0) == 0.5)
    #expect(try trial.suggest("x", in: 0.0...1.0) == 0.5)
    #expect(sampler.calls == ["plan"])
    #expect(trial.snapshot.systemAttributes["mark"] == 1)
  }

  @Test func `values missing or out of range in the plan are sampled independently`() throws {
    let sampler = Recorder()
    let trial = try Study(sampler: sampler, seed: 1).ask()
    #expect(try trial.suggest("z", in: 0.0...1.0) == 0)
    #expect(try trial.suggest("x", in: 0.6...1.0) == 0.6)
    #expect(try trial.suggest("y", in: 1...3) == 1)
    #expect(sampler.calls == ["plan", "z", "x", "y"])
  }

  @Test func `enqueued and constant values do not call the sampler`() throws {
    let sampler = Recorder()
    let study = try Study(sampler: sampler, seed: 1)
    try study.enqueue(["x": 0.25])
    let trial = try study.ask()
    #expect(try trial.suggest("x", in: 0.0...1.0) == 0.25)
    #expect(try trial.suggest("y", in: 0.5...0.5) == 0.5)
    #expect(sampler.calls.isEmpty)
  }

  @Test func `a sampler sees the trials as they were when its trial was started`() throws {
    struct Witness: Sampler {
      func sample(
        _ request: ParameterRequest, in context: SamplingContext, using random: inout RandomStream
      ) throws(SamplingError) -> ParameterValue {
        // The number of visible complete trials, and of other running trials.
        .int(10 * context.history.count(of: .complete) + context.running.count)
      }
    }
    let study = try Study(sampler: Witness(), seed: 1)
    let (first, second) = (try study.ask(), try study.ask())
    try study.tell(first, 0.5)
    #expect(try second.suggest("n", in: 0...100) == 1)
    let third = try study.ask()
    try study.tell(second, 0.5)
    #expect(try third.suggest("n", in: 0...100) == 11)
  }

  @Test func `each parameter has a separate random stream`() throws {
    let study = try Study(sampler: .random, seed: 1)
    let trials = try (0..<3).map { _ in try study.ask() }
    let values = try trials.flatMap { trial in
      try ["a", "b", "ab"].map { try trial.suggest($0, in: 0.0...1.0) }
    }
    #expect(Set(values).count == 9)
  }
}
