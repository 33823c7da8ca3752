import Testing

@testable import Attune

/// Trials that were run elsewhere, added to a study.
@Suite struct AddTests {
  private enum Kind: String, CaseIterable {
    case small, large
  }

  private enum Mode: CaseIterable {
    case fast, exact
  }

  private static let moment = Timestamp(microsecondsSince1970: 1_700_000_000_000_000)

  @Test(arguments: StorageCase.allCases)
  func `an added trial has the given contents`(storage: StorageCase) throws {
    try storage.withStorage { open in
      let later = Timestamp(microsecondsSince1970: Self.moment.microsecondsSince1970 + 1)
      let number = try Study("s", storage: open(), seed: 1).add(
        TrialRecord(
          parameters: [
            "rate": .float(0.01, in: 1e-4...1e-1, scale: .log),
            "layers": .int(2, in: 1...4),
            "kind": .choice("relu", of: ["relu", "tanh"]),
            "size": .choice(Kind.large),
            "mode": .choice(Mode.exact),
            "depth": .label(3, of: .int(try IntDistribution(1...3))),
          ],
          value: 0.25, reports: [2: 0.5, 0: .nan], constraints: ["memory": -1, "c": 2],
          userAttributes: ["note": "by hand"], startTime: Self.moment, endTime: later))
      #expect(number == 0)
      let trial = try Study("s", storage: open()).trials[0]
      #expect(
        trial.description
          == "trial 0: complete, value 0.25, rate: 0.01, layers: 2, kind: \"relu\", "
          + "size: \"large\", mode: \"exact\", depth: 3")
      #expect(
        trial.parameters.parameter(named: "layers")?.distribution.description
          == "an integer in 1...4")
      #expect(trial.intermediateValues.map(\.step) == [0, 2])
      #expect(trial.intermediateValue(at: 0)?.isNaN == true)
      #expect(trial.constraints == ["memory": -1, "c": 2])
      #expect(!trial.isFeasible)
      #expect(trial.userAttributes == ["note": "by hand"])
      #expect(trial.startTime == Self.moment)
      #expect(trial.endTime == later)
    }
  }

  @Test func `times that are not given are filled in`() throws {
    let study = try Study(seed: 1)
    let before = Timestamp.now()
    try study.add(TrialRecord(value: 1))
    try study.add(TrialRecord(value: 1, endTime: Self.moment))
    try study.add(TrialRecord(value: 1, startTime: Self.moment))
    try study.add(TrialRecord(state: .waiting))
    try study.add(TrialRecord(state: .running))
    let trials = study.trials
    #expect(try #require(trials[0].startTime) >= before)
    for trial in trials.prefix(3) { #expect(trial.startTime == trial.endTime) }
    #expect(trials[1].startTime == Self.moment)
    #expect(trials[2].startTime == Self.moment)
    #expect(trials[3].startTime == nil)
    #expect(trials[4].startTime != nil)
    #expect(trials[4].endTime == nil)
  }

  @Test func `trials of all states are added`() throws {
    let study = try Study(seed: 1)
    let numbers = try study.add(contentsOf: [
      TrialRecord(value: 2),
      TrialRecord(state: .pruned, reports: [1: 0.5, 0: 3]),
      TrialRecord(state: .failed, failureReason: "out of memory"),
      TrialRecord(state: .waiting, parameters: ["x": .float(0.5, in: 0...1)]),
      TrialRecord(value: 1, failureReason: "of no meaning"),
    ])
    #expect(numbers == 0..<5)
    let trials = study.trials
    #expect(trials.map(\.state) == [.complete, .pruned, .failed, .waiting, .complete])
    #expect(trials[1].value == 0.5)
    #expect(trials[2].failureReason == "out of memory")
    #expect(trials[4].systemAttributes.isEmpty)
    #expect(study.bestTrial?.number == 4)
    // The queue has the trial, with its value.
    let trial = try study.ask()
    #expect(trial.number == 3)
    #expect(try trial.suggest("x", in: 0.0...1.0) == 0.5)
  }

  private static let invalid: [(TrialRecord, String)] = [
    (TrialRecord(), "it has 0 objective values, and the study has 1 direction; give one for each"),
    (
      TrialRecord(values: [1, 2]),
      "it has 2 objective values, and the study has 1 direction; give one for each"
    ),
    (
      TrialRecord(value: .nan),
      "its objective value is not a number (NaN); give a number, or add it as failed"
    ),
    (
      TrialRecord(state: .failed, value: 1),
      "a failed trial has no objective values, but [1.0] are given; omit them"
    ),
    (
      TrialRecord(state: .running, endTime: moment),
      "a running trial has no end time; omit it"
    ),
    (
      TrialRecord(parameters: ["x": .float(2, in: 0...1)], value: 1),
      "the value 2.0 of its parameter \"x\" is not a float in 0.0...1.0"
    ),
    (
      TrialRecord(parameters: ["x": .float(.nan, in: 0...1)], value: 1),
      "the value NaN of its parameter \"x\" is not a float in 0.0...1.0"
    ),
    (
      TrialRecord(parameters: ["n": .int(0, in: 1...4)], value: 1),
      "the value 0 of its parameter \"n\" is not an integer in 1...4"
    ),
    (
      TrialRecord(parameters: ["k": .choice("c", of: ["a", "b"])], value: 1),
      "the value \"c\" of its parameter \"k\" is not one of [\"a\", \"b\"]"
    ),
    (
      TrialRecord(parameters: ["x": .float(0.5, in: 0...1, scale: .log)], value: 1),
      "parameter \"x\": a logarithmic scale needs a range above zero, not 0.0...1.0"
    ),
    (
      TrialRecord(parameters: ["k": .choice("a", of: ["a", "a"])], value: 1),
      "parameter \"k\": the choices [\"a\", \"a\"] hold the same label twice; make them distinct"
    ),
    (
      TrialRecord(parameters: ["": .int(1, in: 1...4)], value: 1),
      "a parameter has no name; give it one"
    ),
    (
      TrialRecord(parameters: ["n": .int(1, in: 1...4), "n": .int(2, in: 1...4)], value: 1),
      "it has the parameter \"n\" twice; remove one"
    ),
    (TrialRecord(value: 1, reports: [-1: 0]), "it has a report at step -1; steps start at 0"),
    (
      TrialRecord(value: 1, constraints: ["c": .nan]),
      "the constraint \"c\" is NaN; give a number"
    ),
    (TrialRecord(value: 1, constraints: ["": 0]), "a constraint has no name; give it one"),
    (
      TrialRecord(parameters: ["known": .int(1, in: 0...1)], value: 1),
      "it defines \"known\" as an integer in 0...1, but trial 0 defined it as a float in 0.0...1.0; "
        + "ranges may change between trials, kinds and scales may not, and choices may only be added"
    ),
  ]

  @Test(arguments: StorageCase.allCases, invalid)
  func `an invalid trial is rejected, and nothing is recorded`(
    storage: StorageCase, invalid: (TrialRecord, String)
  ) throws {
    try storage.withStorage { open in
      let study = try Study("s", storage: open(), seed: 1)
      try study.add(TrialRecord(parameters: ["known": .float(0, in: 0...1)], value: 1))
      let one = #expect(throws: (any Error).self) { try study.add(invalid.0) }
      #expect(one.map { "\($0)" } == "the trial cannot be added: \(invalid.1)")
      let many = #expect(throws: (any Error).self) {
        try study.add(contentsOf: [TrialRecord(value: 3), invalid.0, TrialRecord(value: 4)])
      }
      #expect(many.map { "\($0)" } == "the trial at index 1 cannot be added: \(invalid.1)")
      #expect(try Study("s", storage: open()).trials.count == 1)
      #expect(study.trials.count == 1)
    }
  }

  @Test func `a multi-objective study takes as many values as it has directions`() throws {
    let study = try Study(directions: [.minimize, .maximize], seed: 1)
    try study.add(TrialRecord(values: [1, 2]))
    #expect(throws: TrialError.self) { try study.add(TrialRecord(value: 1)) }
    #expect(throws: TrialError.self) {
      try study.add(TrialRecord(values: [1, 2], reports: [0: 1]))
    }
    #expect(study.bestTrials.count == 1)
  }

  @Test func `trials of one call must agree with each other`() throws {
    let study = try Study(seed: 1)
    let error = #expect(throws: TrialError.self) {
      try study.add(contentsOf: [
        TrialRecord(parameters: ["x": .float(1, in: 0...1)], value: 1),
        TrialRecord(parameters: ["x": .int(1, in: 0...1)], value: 1),
      ])
    }
    #expect(error?.code == .conflictingDefinition)
    #expect(study.trials.isEmpty)
    try study.add(contentsOf: [
      TrialRecord(parameters: ["x": .float(1, in: 0...1)], value: 1),
      TrialRecord(parameters: ["x": .float(5, in: 0...9)], value: 1),
    ])
    #expect(study.trials.count == 2)
  }

  @Test func `choices may be in another order, and more`() throws {
    let study = try Study(seed: 1)
    func add(_ value: String, _ choices: [String]) throws {
      try study.add(TrialRecord(parameters: ["k": .choice(value, of: choices)], value: 1))
    }
    try add("a", ["a", "b"])
    try add("a", ["b", "a"])
    try add("c", ["c", "b", "a"])
    #expect(study.trials.map { $0.parameters["k"] } == ["a", "a", "c"])
    #expect(study.trials.map { $0.parameters[0].recordedValue } == [0, 0, 2])
    #expect(throws: TrialError.self) { try add("x", ["x", "y"]) }
  }

  @Test func `no trials are added by an empty call`() throws {
    let study = try Study(seed: 1)
    #expect(try study.add(contentsOf: []) == 0..<0)
    #expect(study.trials.isEmpty)
  }

  @Test(arguments: SamplerCase.all)
  func `a study of added trials continues as the study they come from`(
    sampler: SamplerCase
  ) throws {
    let original = try Study(sampler: sampler.sampler, seed: 3)
    let options = RunOptions(
      trials: 24, maxConsecutiveFailures: 9, abortOn: [], progress: .none)
    _ = try original.optimize(options, .workers(1), nil) { try RichObjective.value($0) }
    let copy = try Study(sampler: sampler.sampler, seed: 3)
    try copy.add(contentsOf: original.trials.map { TrialRecord($0) })
    expectEqual(copy, original)
    #expect(copy.bestTrial?.number == original.bestTrial?.number)
    #expect(copy.trials.intersectionSpace == original.trials.intersectionSpace)
    #expect(
      try copy.snapshot.importances().map(\.value)
        == original.snapshot.importances().map(\.value))
    // The next proposals and the pruner's decisions depend on all of it.
    for study in [original, copy] {
      let more = RunOptions(
        trials: 32, maxConsecutiveFailures: 9, abortOn: [], progress: .none)
      _ = try study.optimize(more, .workers(1), nil) { try RichObjective.value($0) }
    }
    expectEqual(copy, original)
  }

  @Test func `the sampler learns from added trials at once`() throws {
    func proposals(after trials: [TrialRecord]) throws -> [Double] {
      let study = try Study(sampler: SamplerCase.tpe(), seed: 1)
      try study.add(contentsOf: trials)
      return try (0..<8).map { _ in
        let trial = try study.ask()
        let x = try trial.suggest("x", in: 0.0...1.0)
        try study.tell(trial, .failed(reason: "not run"))
        return x
      }
    }
    // The optimum is at 0.9.
    let records = (0..<40).map { index in
      let x = Double(index) / 40
      return TrialRecord(parameters: ["x": .float(x, in: 0...1)], value: abs(x - 0.9))
    }
    let informed = try proposals(after: records)
    #expect(try informed != proposals(after: []))
    #expect(informed.count { abs($0 - 0.9) < 0.1 } >= 6)
  }

  @Test func `a copy of a running trial has no worker`() throws {
    try StorageCase.journal.withStorage { open in
      let study = try Study("s", storage: open(), seed: 1)
      let trial = try study.ask()
      _ = try trial.suggest("x", in: 0.0...1.0)
      try study.add(TrialRecord(trial.snapshot))
      #expect(study.trials[0].systemAttributes["attune:owner"] != nil)
      #expect(study.trials[1].systemAttributes.isEmpty)
      #expect(study.trials[1].parameters == study.trials[0].parameters)
      try study.tell(1, .complete(2))
      #expect(study.trials[1].value == 2)
    }
  }

  @Test func `a record can be changed before it is added`() throws {
    var record = TrialRecord(parameters: ["x": .float(0.5, in: 0...1)], value: 1)
    record.setParameter("x", to: .float(0.25, in: 0...1))
    record.setParameter("y", to: .int(1, in: 0...1))
    record.constraints = ["a": 1, "b": 2]
    record.constraints["a"] = nil
    record.failureReason = "none"
    #expect(record.parameters.map(\.name) == ["x", "y"])
    #expect(record.constraints == ["b": 2])
    #expect(record.failureReason == "none")
    let study = try Study(seed: 1)
    try study.add(record)
    #expect(study.trials[0].parameters.description == "x: 0.25, y: 1")
  }

  @Test func `a deleted study takes no trials`() throws {
    let storage = InMemoryStorage()
    let study = try Study("s", storage: storage, seed: 1)
    _ = storage.deleteStudy(study.id)
    let error = #expect(throws: StudyError.self) { try study.add(TrialRecord(value: 1)) }
    #expect(error?.code == .deleted)
  }
}
