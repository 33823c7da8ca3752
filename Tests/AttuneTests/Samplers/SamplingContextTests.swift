import Synchronization
import Testing

@testable import Attune

/// What a study passes to its sampler.
@Suite struct SamplingContextTests {
  /// Keeps what a closure returns for each requested parameter.
  private final class Witness<Value: Sendable>: Sampler {
    private let observe: @Sendable (SamplingContext) -> Value
    private let found = Mutex<[String: Value]>([:])

    var observations: [String: Value] { found.withLock { $0 } }

    init(_ observe: @escaping @Sendable (SamplingContext) -> Value) {
      self.observe = observe
    }

    func sample(
      _ request: ParameterRequest, in context: SamplingContext, using random: inout RandomStream
    ) throws(SamplingError) -> ParameterValue {
      found.withLock { $0["\(context.trialNumber) \(request.name)"] = observe(context) }
      return request.distribution.value(at: 0.5)
    }
  }

  @Test func `the trial has the values that it got before`() throws {
    let sampler = Witness { $0.trial.parameters.map(\.name) }
    let study = try Study(sampler: sampler, seed: 1)
    try study.enqueue(["e": 0.25])
    let trial = try study.ask()
    for name in ["a", "e", "c", "b"] { _ = try trial.suggest(name, in: 0.0...1.0) }
    _ = try trial.suggest("a", in: 0.0...1.0)
    #expect(
      sampler.observations == ["0 a": [], "0 c": ["a", "e"], "0 b": ["a", "e", "c"]])
  }

  @Test func `a resumed trial has the values of its interrupted attempt`() throws {
    let storage = InMemoryStorage()
    func objective(_ trial: Trial) throws -> Double {
      let a = try trial.suggest("a", in: 0.0...1.0)
      if trial.attempt == 1 { throw CancellationError() }
      return try a + trial.suggest("b", in: 0.0...1.0)
    }
    let study = try Study(storage: storage, sampler: .random, seed: 1)
    #expect(throws: CancellationError.self) {
      try study.optimize(trials: 1, progress: .none, objective)
    }
    let sampler = Witness { $0.trial.parameters.map(\.name) }
    let resumed = try Study(storage: storage, sampler: sampler, seed: 1)
    try resumed.optimize(trials: 1, progress: .none, objective)
    #expect(sampler.observations == ["0 b": ["a"]])
  }

  @Test func `the streams of a study depend on its seed and their purpose only`() throws {
    func draws(seed: UInt64, _ name: String) throws -> [String: [UInt64]] {
      let sampler = Witness { context in
        ["a", "b"].map { purpose in
          var stream = context.studyStream(purpose)
          return stream.next()
        }
      }
      let study = try Study(name, sampler: sampler, seed: seed)
      try study.optimize(trials: 3, progress: .none) { try $0.suggest("x", in: 0.0...1.0) }
      return sampler.observations
    }
    let first = try draws(seed: 1, "one")
    #expect(first.count == 3 && Set(first.values).count == 1)
    #expect(try draws(seed: 1, "two") == first)
    let other = try draws(seed: 2, "one")
    #expect(Set((first["0 x"] ?? []) + (other["0 x"] ?? [])).count == 4)
  }
}
