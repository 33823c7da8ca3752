import Testing

@testable import Attune

/// Which trials update the distribution, with several workers, lost and failed trials, and changes of the
/// study.
@Suite struct CMAESGenerationTests {
  private func study(
    _ sampler: CMAESSampler = .cmaES(populationSize: 6), _ storage: InMemoryStorage? = nil
  ) throws -> Study {
    let study = try Study(
      "s", storage: storage ?? InMemoryStorage(), sampler: sampler, pruner: .none, seed: 9)
    if study.trials.isEmpty {
      try study.optimize(trials: 1, progress: .none) { TestLosses.sphere(try point($0)) }
    }
    return study
  }

  private func point(_ trial: Trial) throws -> [Double] {
    [try trial.suggest("x", in: 0.0...1.0), try trial.suggest("y", in: 0.0...1.0)]
  }

  /// Starts trials, which get their values.
  private func ask(_ study: Study, _ count: Int) throws -> [(trial: Trial, loss: Double)] {
    try (0..<count).map { _ in
      let trial = try study.ask()
      return (trial, TestLosses.sphere(try point(trial)))
    }
  }

  private func generation(_ trial: TrialSnapshot) throws -> Int {
    try #require(CMAESRecord(of: trial)).generation
  }

  private func nextPoint(_ study: Study) throws -> [Double] { try point(study.ask()) }

  // MARK: Workers

  @Test func `lost and failed trials do not delay a generation`() throws {
    let study = try study()
    var completed = 0
    for number in 0..<400 {
      let worker = try ask(study, 1)[0]
      // Of four workers, one is lost with each of its trials, and another fails with each second one.
      if number % 4 == 3 { continue }
      if number % 8 == 1 {
        try study.tell(worker.trial, .failed(reason: "on purpose"))
        continue
      }
      #expect(try generation(worker.trial.snapshot) == completed / 6)
      try study.tell(worker.trial, worker.loss)
      completed += 1
    }
    #expect(try #require(study.bestValue) < 1e-6)
  }

  @Test func `parallel workers minimize a sphere`() throws {
    let study = try study()
    try study.optimize(trials: 300, parallelism: 4, progress: .none) {
      TestLosses.sphere(try point($0))
    }
    #expect(try #require(study.bestValue) < 1e-6)
  }

  @Test func `the first trials that end count, and later ones of the generation do not`() throws {
    let (some, other) = (try study(), try study())
    let (trials, same) = (try ask(some, 12), try ask(other, 12))
    // In `some`, the first 6 trials end late; in `other`, they fail.
    for (trial, loss) in trials.suffix(6) { try some.tell(trial, loss) }
    for (trial, loss) in trials.prefix(6) { try some.tell(trial, loss - 100) }
    for (trial, loss) in same.suffix(6) { try other.tell(trial, loss) }
    for (trial, _) in same.prefix(6) { try other.tell(trial, .failed(reason: "late")) }
    #expect(try nextPoint(some) == nextPoint(other))
    #expect(try generation(some.trials[13]) == 1)
  }

  @Test func `pruned trials count if they should`() throws {
    for usesPruned in [false, true] {
      let study = try study(.cmaES(populationSize: 6, usesPrunedTrials: usesPruned))
      for trial in 1..<20 {
        let worker = try ask(study, 1)[0].trial
        if trial % 3 != 0 { try worker.report(1, step: 1) }
        try study.tell(worker, .pruned)
      }
      // Without a report, a pruned trial has no value.
      #expect(try generation(ask(study, 1)[0].trial.snapshot) == (usesPruned ? 2 : 0))
    }
  }

  // MARK: Changes

  @Test func `another space starts with the first generation`() throws {
    let study = try study()
    try study.optimize(trials: 40, progress: .none) { TestLosses.sphere(try point($0)) }
    let before = try #require(CMAESRecord(of: study.trials[39]))
    try study.optimize(trials: 80, progress: .none) { trial in
      // From now on, the trials have only y in common.
      let x = try trial.suggest("x", in: 0.0...2.0)
      return TestLosses.sphere([x / 2, try trial.suggest("y", in: 0.0...1.0)])
    }
    let first = try #require(CMAESRecord(of: study.trials[41]))
    let last = try #require(CMAESRecord(of: study.trials[79]))
    #expect(before.generation == 6 && first.generation == 0 && last.generation == 6)
    #expect(before.key != first.key && first.key == last.key)
  }

  @Test func `other settings start with the first generation, and the former ones continue`() throws
  {
    let storage = InMemoryStorage()
    func run(_ sampler: CMAESSampler, _ count: Int) throws -> CMAESRecord {
      let study = try study(sampler, storage)
      try study.optimize(trials: count, progress: .none) { TestLosses.sphere(try point($0)) }
      return try #require(CMAESRecord(of: study.trials[count - 1]))
    }
    let first = try run(.cmaES(populationSize: 6), 20)
    let second = try run(.cmaES(.separable, populationSize: 6), 40)
    let third = try run(.cmaES(populationSize: 6), 60)
    #expect(first.generation == 3 && second.generation == 3 && third.generation == 6)
    #expect(first.key != second.key && first.key == third.key)
  }

  @Test func `records that this sampler would not write are ignored`() throws {
    let record = try #require(
      CMAESRecord(of: ask(try study(.cmaES(.margin, populationSize: 2)), 1)[0].trial.snapshot))
    let key = JSONValue.string(record.key)
    let attributes: [JSONValue] = [
      nil, 3, "text", [:], ["key": key], ["key": key, "restart": 0, "generation": -1],
      ["key": key, "restart": "0", "generation": 0], ["key": key, "restart": 5, "generation": 0],
      ["key": key, "restart": 0, "generation": 0, "point": [1]],
      ["key": key, "restart": 0, "generation": 0, "point": ["a", nil]],
      ["key": key, "restart": 0, "generation": 0, "point": [.float(.infinity), .float(.nan)]],
      ["key": key, "restart": 0, "generation": 0, "point": [1e308, -1e308]],
    ]
    let storage = InMemoryStorage()
    let study = try study(.cmaES(.margin, populationSize: 2), storage)
    for attribute in attributes {
      let forged = try Study(
        "s", storage: storage, sampler: Forger(attribute: attribute), pruner: .none)
      try forged.optimize(additionalTrials: 1, progress: .none) {
        TestLosses.sphere(try point($0))
      }
    }
    let next = try ask(study, 1)[0]
    #expect(next.loss.isFinite)
    // The last four have a key, a restart and a generation that agree. The first two of them complete
    // the generation.
    #expect(try generation(next.trial.snapshot) == 1)
  }

  @Test func `an enqueued value replaces that of the plan`() throws {
    for variant in [CMAESSampler.Variant.full, .margin] {
      let study = try study(.cmaES(variant, populationSize: 6))
      for _ in 0..<30 { try study.enqueue(["x": 0.9]) }
      try study.optimize(trials: 31, progress: .none) { TestLosses.sphere(try point($0)) }
      #expect(study.trials.dropFirst().allSatisfy { $0.parameters["x"] == 0.9 })
      // The mean of x is the only value that was tried. Points beyond 1 are drawn again.
      let next = try (0..<20).map { _ in try nextPoint(study)[0] }
      #expect(next.reduce(0, +) / 20 > 0.75)
    }
  }

  // MARK: Losses

  @Test func `infeasible trials rank behind feasible ones, by violation`() throws {
    func next(_ violations: [Double], _ losses: [Double]) throws -> [Double] {
      let study = try study()
      let trials = try ask(study, 6)
      for (index, (trial, _)) in trials.enumerated() {
        try trial.setConstraint("c", to: violations[index])
        try study.tell(trial, losses[index])
      }
      return try nextPoint(study)
    }
    let feasible = try next([0, 0, 0, 0, 0, 0], [1, 5, 2, 4, 0, 3])
    #expect(try next([-1, 7, -2, 5, 0, 4], [1, -9, 2, 9, 0, -.infinity]) == feasible)
    #expect(try next([-1, 7, -2, 5, 0, 4], [1, 9, .infinity, 9, 0, 9]) == feasible)
  }

  @Test func `infinite losses rank first and last`() throws {
    func next(_ losses: [Double]) throws -> [Double] {
      let study = try study()
      for (index, (trial, _)) in try ask(study, 6).enumerated() {
        try study.tell(trial, losses[index])
      }
      return try nextPoint(study)
    }
    #expect(
      try next([.infinity, 1, 2, -.infinity, 3, 4]) == next([5, 1, 2, 0, 3, 4]))
  }

  @Test func `a constraint keeps the best trial at its bound`() throws {
    let study = try study()
    try study.optimize(trials: 400, progress: .none) { trial in
      let x = try point(trial)
      try trial.setConstraint("at least 0.6", to: 0.6 - x[0])
      return TestLosses.sphere(x)
    }
    let best = try #require(study.bestTrial?.parameters["x"]?.doubleValue)
    #expect(best >= 0.6 && best < 0.601)
  }

  // MARK: Restarts

  @Test func `restarts double the generations`() throws {
    // A flat loss stops a run after 10 + ⌈30 · 2 / 6⌉ + 1 = 21 generations.
    let study = try study(.cmaES(restarts: .ipop, populationSize: 6))
    try study.optimize(trials: 400, progress: .none) { trial in
      _ = try point(trial)
      return 1
    }
    let records = try study.trials.dropFirst().map { try #require(CMAESRecord(of: $0)) }
    #expect(records[125].restart == 0 && records[125].generation == 20)
    #expect(records[126].restart == 1 && records[126].generation == 0)
    // 10 + ⌈60 / 12⌉ + 1 = 16 generations of 12.
    #expect(records[126 + 191].restart == 1 && records[126 + 191].generation == 15)
    #expect(records[126 + 192].restart == 2 && records[126 + 192].generation == 0)
    #expect(records[398].restart == 2 && records[398].generation == 80 / 24)
  }

  @Test func `small and large restarts alternate`() throws {
    let study = try study(.cmaES(restarts: .bipop, populationSize: 6))
    try study.optimize(trials: 1500, progress: .none) { trial in
      _ = try point(trial)
      return 1
    }
    let records = try study.trials.dropFirst().map { try #require(CMAESRecord(of: $0)) }
    let sizes = Dictionary(
      grouping: records.filter { $0.generation == 0 }, by: \.restart
    ).mapValues(\.count)
    #expect(sizes[0] == 6 && sizes[1] == 12)
    #expect(sizes[2].map { (6...12).contains($0) } == true)
    #expect(sizes.count > 4)
  }

  @Test func `restarts find a better minimum of a multimodal loss`() throws {
    /// Rastrigin's function on −3...3, with the minimum at 0.6.
    func loss(_ x: [Double]) -> Double {
      x.map { 6 * ($0 - 0.6) }.reduce(0) { $0 + $1 * $1 + 10 - 10 * cosine(2 * .pi * $1) }
    }
    func best(_ sampler: CMAESSampler, seed: UInt64) throws -> Double {
      let study = try Study(sampler: sampler, pruner: .none, seed: seed)
      try study.optimize(trials: 700, progress: .none) { trial in
        loss(try (0..<2).map { try trial.suggest("x\($0)", in: 0.0...1.0) })
      }
      return try #require(study.bestValue)
    }
    let seeds = 1...4 as ClosedRange<UInt64>
    let single = try seeds.map { try best(.cmaES(), seed: $0) }.reduce(0, +)
    #expect(try seeds.map { try best(.cmaES(restarts: .ipop), seed: $0) }.reduce(0, +) < single)
    #expect(try seeds.map { try best(.cmaES(restarts: .bipop), seed: $0) }.reduce(0, +) < single)
  }

  /// The cosine by its power series, with the same bits on every platform.
  private func cosine(_ x: Double) -> Double {
    let x = x.remainder(dividingBy: 2 * .pi)
    var (sum, term) = (1.0, 1.0)
    for k in 1...20 {
      term *= -x * x / Double(2 * k * (2 * k - 1))
      sum += term
    }
    return sum
  }
}

/// Records an attribute that CMA-ES would not.
private struct Forger: Sampler {
  let attribute: JSONValue

  func plan(
    in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> TrialPlan {
    TrialPlan(values: ["x": 0.5], attributes: [CMAESRecord.attribute: attribute])
  }

  func sample(
    _ request: ParameterRequest, in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> ParameterValue {
    request.distribution.randomValue(using: &random)
  }
}
