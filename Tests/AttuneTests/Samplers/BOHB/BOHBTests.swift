import ProgramTesting
import Synchronization
import Testing

@testable import Attune

/// TPE across the brackets of Hyperband, with a fraction of random trials.
@Suite struct BOHBTests {
  private static let pruner = HyperbandPruner.hyperband(maximumResource: 9)

  private static func objective(_ trial: Trial) throws -> Double {
    let x = try trial.suggest("x", in: 0.0...1.0)
    let y = try trial.suggest("y", in: 0.0...1.0)
    for step in 1..<9 {
      try trial.report((x - 0.3) * (x - 0.3) + y / Double(step), step: step)
      try trial.checkPruning()
    }
    return (x - 0.3) * (x - 0.3) + y / 9
  }

  private static func study(
    _ sampler: any Sampler, _ storage: some Storage = .inMemory, seed: UInt64 = 5
  ) throws -> Study {
    try Study(
      "bohb", directions: [.minimize], storage: storage, sampler: sampler, pruner: pruner,
      seed: seed, interruptedTrials: .resume(), lease: .seconds(600), environment: .current)
  }

  // MARK: Brackets

  @Test(arguments: [false, true])
  func `a sampler sees the trials of its bracket, or of all brackets`(isAcross: Bool) throws {
    struct Witness: Sampler {
      final class Log: Sendable { let hidden = Mutex(0) }
      let learnsAcrossCohorts: Bool
      let log = Log()

      func sample(
        _ request: ParameterRequest, in context: SamplingContext, using random: inout RandomStream
      ) throws(SamplingError) -> ParameterValue {
        let count = context.history.count(of: .waiting)
        log.hidden.withLock { $0 += count }
        return request.distribution.randomValue(using: &random)
      }
    }
    let base = Witness(learnsAcrossCohorts: isAcross)
    let samplers: [any Sampler] = [
      base, .fixing(["z": 1], then: base), .duplicates(.allow, of: base),
      .fallback(from: base, to: base),
    ]
    for sampler in samplers {
      #expect(sampler.learnsAcrossCohorts == isAcross)
      base.log.hidden.withLock { $0 = 0 }
      try Self.study(sampler).optimize(trials: 20, Self.objective)
      #expect((base.log.hidden.withLock { $0 } == 0) == isAcross)
    }
    #expect(!FallbackSampler(from: .bohb(), to: .random).learnsAcrossCohorts)
  }

  @Test func `trials are ranked by the step that they reached, and by their value there`() throws {
    let study = try Self.study(.random)
    for (value, step, report) in [
      (5.0, 9, 0.0), (nil, 9, 3), (nil, 3, 0.1), (2, 9, 7), (nil, 9, 1), (nil, nil, 0),
      (nil, 9, .nan), (nil, 3, 0.1), (nil, 1, -4), (nil, 3, 0.05),
    ] as [(Double?, Int?, Double)] {
      try study.add(
        TrialRecord(
          state: value == nil ? .pruned : .complete, parameters: ["x": .float(0.5, in: 0...1)],
          value: value, reports: step.map { [$0: report] } ?? [:]))
    }
    let brackets = study.trials.indices.map {
      Self.pruner.cohort(
        of: $0, in: PruningContext(history: study.trials, studyName: "bohb", seed: 5))
    }
    #expect(Set(brackets).count > 1)
    #expect(
      TrialSplit(history: study.trials) { $0 }.ranked == [3, 0, 4, 1, 6, 9, 2, 7, 8, 5])
  }

  @Test func `the model is that of TPE over all trials`() throws {
    func proposals(_ sampler: TPESampler, _ pruner: any Pruner) throws -> [[Double]] {
      let study = try Study("bohb", sampler: sampler, pruner: pruner, seed: 5)
      var random = RandomStream(seed: 1, purpose: "test")
      for number in 0..<40 {
        let x = random.uniform()
        let step = [1, 3, 9][number % 3]
        try study.add(
          TrialRecord(
            state: step == 9 ? .complete : .pruned,
            parameters: ["x": .float(x, in: 0...1), "y": .float(random.uniform(), in: 0...1)],
            value: step == 9 ? x : nil, reports: step == 9 ? [:] : [step: x + 1 / Double(step)]))
      }
      return try (0..<5).map { _ in
        let trial = try study.ask()
        return try ["x", "y"].map { try trial.suggest($0, in: 0.0...1.0) }
      }
    }
    let bohb = try proposals(.bohb(uniformFraction: 0), Self.pruner)
    #expect(try bohb == proposals(.tpe(), .none))
    #expect(try bohb != proposals(.tpe(), Self.pruner))
  }

  // MARK: Random trials

  @Test func `a fraction of the trials is random`() throws {
    let uniform = try Self.study(.bohb(startupTrials: 0, uniformFraction: 1))
    try uniform.optimize(trials: 30, Self.objective)
    let random = try Self.study(.random)
    try random.optimize(trials: 30, Self.objective)
    expectEqual(uniform, random)

    let third = try Self.study(.bohb(startupTrials: 1))
    try third.optimize(trials: 300, Self.objective)
    let modelled = third.trials.count { TrialPlan.recordedValues(of: $0) != nil }
    #expect((170...230).contains(modelled), "\(modelled) of 300 trials are of the model")
  }

  @Test func `all parameters of a trial are random, or none`() throws {
    var configuration = TPESampler.Configuration.bohb
    configuration.isMultivariate = false
    configuration.startupTrials = 5
    let (study, random) = (try Self.study(.tpe(configuration)), try Self.study(.random))
    for study in [study, random] {
      try study.optimize(trials: 100) { trial in
        let x = try trial.suggest("x", in: 0.0...1.0)
        return x * (try trial.suggest("y", in: 0.0...1.0))
      }
    }
    var uniform = 0
    for (trial, other) in zip(study.trials, random.trials).dropFirst(5) {
      let isEqual = ["x", "y"].map { trial.parameters[$0] == other.parameters[$0] }
      #expect(isEqual[0] == isEqual[1])
      if isEqual[0] { uniform += 1 }
    }
    #expect((20...45).contains(uniform), "\(uniform) of 95 trials are random")
  }

  // MARK: Settings

  @Test func `the settings are recorded, and the catalogue has them`() throws {
    #expect(TPESampler(.bohb).summary == TPESampler.bohb().summary)
    #expect(
      TPESampler(.bohb).summary
        == "TPESampler(learnsAcrossCohorts: true, uniformFraction: \(1.0 / 3))")
    #expect(TPESampler().summary == "TPESampler")
    #expect(!TPESampler(.optuna).learnsAcrossCohorts)
    let named = try SamplerCatalogue.sampler("bohb:uniform=0.25,startup=20")
    #expect((named as? TPESampler)?.configuration.uniformFraction == 0.25)
    #expect((named as? TPESampler)?.configuration.startupTrials == 20)
    #expect(named.learnsAcrossCohorts)
    #expect(try !SamplerCatalogue.sampler("bohb:cohorts=false").learnsAcrossCohorts)
    let recorded = SamplerCatalogue.sampler(recordedAs: TPESampler(.bohb).summary)
    #expect((recorded as? TPESampler)?.configuration == .bohb)
    for text in ["bohb:uniform=1.5", "bohb:uniform=nan", "bohb:cohorts=1"] {
      #expect(throws: SamplerSpecificationError.self) { try SamplerCatalogue.sampler(text) }
    }
  }

  // MARK: Repetition

  @Test(arguments: [1, 3])
  func `with batches any number of workers gives the same trials`(parallelism: Int) throws {
    func run(_ workers: Int) throws -> Study {
      let study = try Self.study(.bohb())
      try study.optimize(
        trials: 40, parallelism: .workers(workers), batchSize: 4, Self.objective)
      return study
    }
    expectEqual(try run(parallelism), try run(2))
  }

  @Test(arguments: [nil, 3])
  func `a run that crashed after any record resumes to the same trials`(batchSize: Int?) throws {
    func run(_ storage: some Storage) throws -> Study {
      let study = try Self.study(.bohb(startupTrials: 4), storage)
      try study.optimize(trials: 20, parallelism: 1, batchSize: batchSize) { trial in
        let x = try trial.suggest("x", in: 0.0...1.0)
        let y = try trial.suggest("y", in: 0.0...1.0)
        try trial.report(x + y, step: 1)
        // Not by the pruner, whose decisions depend on the attempt in which a step is reported.
        if trial.number % 3 != 0 { throw TrialPruned() }
        return x
      }
      return study
    }
    try withTemporaryFolder { folder in
      let path = folder + "/whole.journal"
      let whole = try run(.journal(path))
      let journal = try CutJournal(path: path)
      for count in stride(from: 0, through: journal.count, by: 7) {
        expectEqual(try run(journal.storage(prefix: count)), whole, "after \(count) records")
      }
    }
  }
}
