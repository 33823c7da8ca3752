import Synchronization
import Testing

@testable import Attune

/// Trials that run the objective several times.
@Suite struct RepeatTests {
  /// A value that depends on the seed of the repeat.
  private func noise(_ trial: Trial) throws -> Double {
    var random = RandomStream(seed: try trial.seed)
    return random.normal()
  }

  @Test(arguments: StorageCase.allCases)
  func `the value is the mean, and each value and the standard error are recorded`(
    storage: StorageCase
  ) throws {
    try storage.withStorage { open in
      let study = try Study("s", storage: open(), sampler: .random, seed: 1)
      try study.optimize(trials: 2, repeats: 3, progress: .none) { trial in
        _ = try trial.suggest("x", in: 0.0...1.0)
        return Double(trial.repeatIndex * trial.repeatIndex)
      }
      for trial in try Study("s", storage: open()).trials {
        #expect(trial.state == .complete)
        #expect(trial.repeatedValues == [[0], [1], [4]])
        #expect(trial.value == 5.0 / 3)
        let error = (26.0 / 3 / 6).squareRoot()
        #expect(trial.standardError?.isClose(to: error, within: 1e-15) == true)
        #expect(trial.systemAttributes["attune:standard_error"]?.doubleValue == trial.standardError)
        #expect(trial.parameters.count == 1)
      }
    }
  }

  @Test func `without repeats nothing is recorded about them`() throws {
    let study = try Study(sampler: .random, seed: 1)
    try study.optimize(trials: 1, progress: .none) { try noise($0) }
    #expect(study.trials[0].repeatedValues.isEmpty)
    #expect(study.trials[0].standardError == nil)
    #expect(!study.trials[0].systemAttributes.keys.contains("attune:values"))
  }

  @Test func `the repeats of an index have one seed in all trials`() throws {
    let study = try Study(sampler: .random, seed: 1)
    var seeds: [[UInt64]] = [[], [], []]
    try study.optimize(trials: 3, repeats: 2, progress: .none) { trial in
      seeds[trial.number].append(try trial.seed)
      #expect(try trial.seed == seeds[trial.number].last)
      return 0
    }
    #expect(seeds[0] == seeds[1] && seeds[1] == seeds[2])
    #expect(Set(seeds[0]).count == 2)
    #expect(seeds[0].allSatisfy { $0 < 1 << 53 })
  }

  @Test(arguments: [0, 1, 2])
  func `a trial that is interrupted in a repeat continues with it`(interrupted: Int) throws {
    func objective(_ trial: Trial, _ calls: inout [Int], interrupts: Bool) throws -> Double {
      let x = try trial.suggest("x", in: 0.0...1.0)
      if interrupts, trial.number == 1, trial.repeatIndex == interrupted {
        throw CancellationError()
      }
      calls.append(trial.repeatIndex)
      return try x + noise(trial)
    }
    var calls: [Int] = []
    let whole = try Study("whole", seed: 4)
    try whole.optimize(trials: 3, repeats: 3, progress: .none) {
      try objective($0, &calls, interrupts: false)
    }
    #expect(calls == [0, 1, 2, 0, 1, 2, 0, 1, 2])
    let storage = InMemoryStorage()
    calls = []
    #expect(throws: CancellationError.self) {
      try Study("s", storage: storage, seed: 4).optimize(trials: 3, repeats: 3, progress: .none) {
        try objective($0, &calls, interrupts: true)
      }
    }
    let study = try Study("s", storage: storage, seed: 4)
    try study.optimize(trials: 3, repeats: 3, progress: .none) {
      try objective($0, &calls, interrupts: false)
    }
    #expect(calls == [0, 1, 2, 0, 1, 2, 0, 1, 2])
    #expect(study.trials.map(\.values) == whole.trials.map(\.values))
    #expect(study.trials.map(\.parameters) == whole.trials.map(\.parameters))
    #expect(study.trials.map(\.repeatedValues) == whole.trials.map(\.repeatedValues))
    #expect(
      study.trials.map(\.intermediateValues) == whole.trials.map(\.intermediateValues))
  }

  @Test func `an objective without reports can be pruned between repeats`() throws {
    let study = try Study(
      sampler: .random, pruner: .median(startupTrials: 2), seed: 1)
    try study.optimize(trials: 4, repeats: 3, progress: .none) { trial in
      trial.number < 3 ? Double(trial.repeatIndex) : 100
    }
    #expect(study.trials.map(\.state) == [.complete, .complete, .complete, .pruned])
    #expect(study.trials[0].intermediateValues.map(\.value) == [0, 0.5, 1])
    #expect(study.trials[3].repeatedValues == [[100]])
  }

  @Test func `reports of the first repeat are recorded, and those of others are not`() throws {
    let study = try Study(sampler: .random, pruner: .median(), seed: 1)
    try study.optimize(trials: 1, repeats: 2, progress: .none) { trial in
      for step in 0..<3 {
        try trial.report(Double(10 * trial.repeatIndex + step), step: step)
        try trial.checkPruning()
      }
      return 1
    }
    #expect(study.trials[0].intermediateValues.map(\.value) == [0, 1, 2])
  }

  @Test func `each repeat starts without a checkpoint`() throws {
    let study = try Study(sampler: .random, seed: 1)
    try study.optimize(trials: 1, repeats: 3, progress: .none) { trial in
      #expect(try trial.checkpoint(as: Int.self) == nil)
      try trial.saveCheckpoint(trial.repeatIndex)
      return try Double(trial.checkpoint(as: Int.self) ?? -1)
    }
    #expect(study.trials[0].repeatedValues == [[0], [1], [2]])
  }

  @Test func `a constraint has its largest value`() throws {
    let study = try Study(sampler: .random, seed: 1)
    try study.optimize(trials: 1, repeats: 3, progress: .none) { trial in
      try trial.setConstraint("size", to: [-1.0, 2, -3][trial.repeatIndex])
      return 0
    }
    #expect(study.trials[0].constraints == ["size": 2])
  }

  @Test func `a repeat that fails or returns NaN fails the trial`() throws {
    let study = try Study(sampler: .random, seed: 1)
    try study.optimize(trials: 2, repeats: 3, progress: .none) { trial -> Double in
      if trial.repeatIndex == 1 {
        guard trial.number == 0 else { throw TrialError(.missingValue, "no data") }
        return .nan
      }
      return 1.0
    }
    #expect(study.trials.map(\.state) == [.failed, .failed])
    #expect(study.trials[0].failureReason?.contains("NaN") == true)
    #expect(study.trials.map(\.repeatedValues) == [[[1]], [[1]]])
  }

  @Test func `each objective has a mean`() throws {
    let study = try Study(directions: [.minimize, .maximize], sampler: .random, seed: 1)
    try study.optimize(trials: 1, repeats: 2, progress: .none) { trial in
      [Double(trial.repeatIndex), 4]
    }
    #expect(study.trials[0].values == [0.5, 4])
    #expect(study.trials[0].standardError == nil)
  }

  @Test func `asynchronous and parallel runs have the same repeats`() async throws {
    let study = try Study("a", sampler: .random, seed: 1)
    try await study.optimize(trials: 2, repeats: 2, progress: .none) { trial in
      await Task.yield()
      return try noise(trial)
    }
    let parallel = try Study("p", sampler: .random, seed: 1)
    try await parallel.optimize(trials: 2, parallelism: 2, repeats: 2, progress: .none) { trial in
      await Task.yield()
      return try noise(trial)
    }
    let threads = try Study("t", sampler: .random, seed: 1)
    try threads.optimize(trials: 2, parallelism: 2, repeats: 2, progress: .none) { trial in
      try noise(trial)
    }
    #expect(study.trials.map(\.repeatedValues) == parallel.trials.map(\.repeatedValues))
    #expect(study.trials.map(\.repeatedValues) == threads.trials.map(\.repeatedValues))
  }

  @Test func `a duplicate continues with the seeds that others have not had`() throws {
    let study = try Study(
      sampler: .duplicates(.replicate, of: .random), pruner: .none, seed: 5)
    var seeds: [Int: [UInt64]] = [:]
    try study.optimize(trials: 12, repeats: 2, progress: .none) { trial in
      let seed = try trial.seed
      let n = try trial.suggest("n", in: 0...2)
      seeds[n, default: []].append(seed)
      #expect(try trial.seed == seed)
      return Double(n)
    }
    for (n, seeds) in seeds {
      #expect(Set(seeds).count == seeds.count)
      let trials = study.trials.filter {
        $0.parameters.parameter(named: "n")?.recordedValue == Double(n)
      }
      // The policy applies once a trial has finished.
      #expect(trials[0].repeatedTrialNumber == nil)
      #expect(trials.dropFirst().allSatisfy { $0.repeatedTrialNumber == trials[0].number })
    }
    // The same seeds for all values of n, in the same order.
    let shortest = seeds.values.map(\.count).min() ?? 0
    #expect(Set(seeds.values.map { Array($0.prefix(shortest)) }).count == 1)
  }
}
