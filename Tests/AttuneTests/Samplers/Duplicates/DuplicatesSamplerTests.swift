import Synchronization
import Testing

@testable import Attune

@Suite struct DuplicatesSamplerTests {
  /// Returns the number of runs of the objective and the trials, in a space of six points.
  private func run(
    _ sampler: some Sampler, trials: Int, storage: InMemoryStorage = InMemoryStorage()
  ) throws -> (calls: Int, trials: TrialHistory) {
    var calls = 0
    let study = try Study(
      "duplicates", storage: storage, sampler: sampler, pruner: .none, seed: 5)
    try study.optimize(trials: trials, progress: .none) { trial in
      let n = try trial.suggest("n", in: 0...2)
      let kind = try trial.suggest("kind", from: ["a", "b"])
      calls += 1
      return Double(n) + (kind == "a" ? 10 : 0)
    }
    return (calls, study.trials)
  }

  private func points(_ trials: TrialHistory) -> [String] { trials.map(\.parameters.description) }

  @Test func `random search repeats points, unless duplicates are avoided`() throws {
    let free = points(try run(.random, trials: 6).trials)
    #expect(Set(free).count < 6)
    #expect(try run(.duplicates(.allow, of: .random), trials: 6).calls == 6)
    let distinct = try run(.duplicates(.avoid, of: .random), trials: 6)
    #expect(Set(points(distinct.trials)).count == 6)
    #expect(distinct.calls == 6)
  }

  @Test func `when all points are tried, trials run again`() throws {
    let (calls, trials) = try run(.duplicates(.avoid, of: .random), trials: 9)
    #expect(calls == 9)
    #expect(trials.count(of: .complete) == 9)
  }

  @Test(arguments: ["random", "tpe", "tpe-optuna"])
  func `a repeated trial gets the result of the first, and the objective is not run`(
    name: String
  ) throws {
    let base = try SamplerCatalogue.sampler(name)
    let (calls, trials) = try run(DuplicatesSampler(.reuse, of: base), trials: 30)
    #expect(calls == Set(points(trials)).count)
    #expect(calls <= 6)
    for trial in trials {
      guard let earlier = trial.systemAttributes["attune:repeats"]?.intValue else { continue }
      #expect(earlier < trial.number)
      #expect(trials[earlier].values == trial.values)
      #expect(trials[earlier].parameters.description == trial.parameters.description)
    }
    #expect(trials.count { $0.systemAttributes["attune:repeats"] != nil } == 30 - calls)
  }

  @Test(arguments: [DuplicatePolicy.avoid, .reuse])
  func `a study run in parts has the same trials`(policy: DuplicatePolicy) throws {
    let whole = try run(.duplicates(policy, of: .random), trials: 12)
    let storage = InMemoryStorage()
    for count in [1, 4, 7, 12] {
      _ = try run(.duplicates(policy, of: .random), trials: count, storage: storage)
    }
    let parts = try run(.duplicates(policy, of: .random), trials: 12, storage: storage)
    #expect(points(parts.trials) == points(whole.trials))
    #expect(parts.trials.map(\.values) == whole.trials.map(\.values))
  }

  @Test func `continuous spaces have no duplicates`() throws {
    let study = try Study(sampler: .duplicates(.reuse, of: .random), seed: 1)
    let other = try Study(sampler: .random, seed: 1)
    for study in [study, other] {
      try study.optimize(trials: 5, progress: .none) { try $0.suggest("x", in: 0.0...1.0) }
    }
    #expect(study.trials.map(\.values) == other.trials.map(\.values))
  }

  @Test func `enqueued values count as part of the point`() throws {
    let study = try Study(sampler: .duplicates(.reuse, of: .random), seed: 1)
    var calls = 0
    for _ in 0..<4 { try study.enqueue(["n": 1]) }
    try study.optimize(trials: 4, progress: .none) { trial in
      let n = try trial.suggest("n", in: 0...2)
      let flag = try trial.suggest("flag", from: [false, true])
      calls += 1
      return Double(n) + (flag ? 0.5 : 0)
    }
    #expect(calls <= 2)
    #expect(study.trials.allSatisfy { $0.parameters["n"] == 1 })
  }

  @Test func `the study of ask gets the values of the earlier trial from the error`() throws {
    let study = try Study(sampler: .duplicates(.reuse, of: .random), seed: 1)
    var repeated: [TrialRepeated] = []
    for _ in 0..<4 {
      let trial = try study.ask()
      do {
        let flag = try trial.suggest("flag", from: [false, true])
        try study.tell(trial, flag ? 1.0 : 0)
      } catch let error as TrialRepeated {
        repeated.append(error)
        try study.tell(trial, .complete(error.values))
      }
    }
    #expect(repeated.count >= 2)
    #expect(study.trials.allSatisfy { $0.state == .complete })
    #expect(study.trials.allSatisfy { $0.value == ($0.parameters["flag"] == true ? 1 : 0) })
  }
}
