import Testing

@testable import Attune

/// Trials that the caller runs, and whose results it records with `tell`.
@Suite struct AskTellTests {
  @Test(arguments: StorageCase.allCases)
  func `results may be recorded in any order`(storage: StorageCase) throws {
    try storage.withStorage { open in
      let study = try Study("s", storage: open(), sampler: SamplerCase.tpe(), seed: 1)
      let trials = try (0..<6).map { _ in try study.ask() }
      for trial in trials { _ = try trial.suggest("x", in: 0.0...1.0) }
      for number in [3, 0, 5, 1, 4, 2] { try study.tell(trials[number], Double(number)) }
      #expect(study.trials.map(\.value) == [0, 1, 2, 3, 4, 5])
      #expect(study.bestTrial?.number == 0)
      expectEqual(try Study("s", storage: open()), study)
    }
  }

  @Test func `a result can be recorded by the number of its trial`() throws {
    let study = try Study(seed: 1)
    let number = try study.ask().number
    #expect(try study.tell(number, .complete(0.5)).value == 0.5)
    #expect(try study.tell(try study.ask().number, .complete([0.25])).value == 0.25)
  }

  @Test func `tell returns the finished trial`() throws {
    let study = try Study(seed: 1)
    let trial = try study.ask()
    _ = try trial.suggest("x", in: 0...9)
    let told = try study.tell(trial, 0.5)
    #expect(told.state == .complete)
    #expect(told.number == 0)
    #expect(told.parameters.count == 1)
    #expect(try #require(told.duration) >= .zero)
  }

  @Test func `tell accepts any kind of value`() throws {
    let study = try Study(seed: 1)
    #expect(try study.tell(study.ask(), Float(0.5)).value == 0.5)
    #expect(try study.tell(study.ask(), [0.5]).value == 0.5)
    #expect(try study.tell(study.ask(), -Double.infinity).value == -.infinity)
  }

  @Test(arguments: [
    TrialResult.complete(0.5), .complete([.nan]), .pruned, .failed(reason: "because"),
  ])
  func `a second result is an error`(first: TrialResult) throws {
    let study = try Study("digits", seed: 1)
    let trial = try study.ask()
    let state = try study.tell(trial, first).state
    let error = #expect(throws: StudyError.self) { try study.tell(trial, 0.25) }
    #expect(error?.code == .notRunning)
    #expect(
      error?.description
        == "trial 0 of \"digits\" is \(state); only a running trial can get a result")
    #expect(study.trials[0].state == state)
  }

  @Test func `a result of a waiting trial is an error`() throws {
    let study = try Study("digits", seed: 1)
    try study.enqueue(["x": 1])
    let error = #expect(throws: StudyError.self) { try study.tell(0, .complete(0.25)) }
    #expect(
      error?.description
        == "trial 0 of \"digits\" is waiting; only a running trial can get a result")
  }

  @Test(arguments: [-1, 0, 7])
  func `a result of a missing trial is an error`(number: Int) throws {
    let study = try Study("digits", seed: 1)
    let error = #expect(throws: StudyError.self) { try study.tell(number, .complete(0.25)) }
    #expect(error?.code == .notRunning)
    #expect(error?.description == "the study \"digits\" has no trial \(number)")
  }

  @Test func `a pruned trial gets the value of its highest step`() throws {
    let study = try Study(seed: 1)
    let trial = try study.ask()
    for (step, value) in [(0, 3.0), (4, 1.0), (2, 2.0)] { try trial.report(value, step: step) }
    let told = try study.tell(trial, .pruned)
    #expect(told.state == .pruned)
    #expect(told.value == 1)
    #expect(study.bestTrial == nil)
  }

  @Test func `a pruned trial without a usable report has no value`() throws {
    let study = try Study(seed: 1)
    #expect(try study.tell(study.ask(), .pruned).values.isEmpty)
    let trial = try study.ask()
    try trial.report(1.0, step: 0)
    try trial.report(Double.nan, step: 1)
    #expect(try study.tell(trial, .pruned).values.isEmpty)
  }

  @Test func `a failed trial keeps its reason`() throws {
    let study = try Study(seed: 1)
    let told = try study.tell(study.ask(), .failed(reason: "the power went out"))
    #expect(told.state == .failed)
    #expect(told.failureReason == "the power went out")
    #expect(told.values.isEmpty)
  }

  @Test func `invalid values make the trial fail`() throws {
    let study = try Study(seed: 1)
    #expect(try study.tell(study.ask(), Double.nan).state == .failed)
    #expect(try study.tell(study.ask(), [1, 2]).state == .failed)
    #expect(try study.tell(study.ask(), [Double]()).state == .failed)
  }

  @Test func `nothing can be recorded about a finished trial`() throws {
    let study = try Study(sampler: .random, seed: 1)
    let trial = try study.ask()
    let x = try trial.suggest("x", in: 0.0...1.0)
    try study.tell(trial, x)
    let message = "trial 0 is finished; nothing more can be recorded about it"
    let errors = [
      #expect(throws: TrialError.self) { try trial.suggest("y", in: 0.0...1.0) },
      #expect(throws: TrialError.self) { try trial.report(1.0, step: 0) },
      #expect(throws: TrialError.self) { try trial.setUserAttribute("a", to: 1) },
      #expect(throws: TrialError.self) { try trial.setConstraint("c", to: 1) },
    ]
    #expect(errors.map { $0?.description } == [message, message, message, message])
    // Its values can still be read.
    #expect(try trial.suggest("x", in: 0.0...1.0) == x)
  }

  @Test func `trials of ask and tell count towards a target`() throws {
    let study = try Study(sampler: .random, seed: 1)
    for _ in 0..<3 { try study.tell(study.ask(), 0.5) }
    try study.optimize(trials: 4) { _ in 0.5 }
    #expect(study.trials.count == 4)
  }
}
