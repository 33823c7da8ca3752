import ProgramTesting
import Testing

@testable import Attune

/// Checkpoints, from which an objective continues after an interruption.
@Suite struct CheckpointTests {
  private struct Model: Codable, Equatable {
    var epoch = 0
    var loss = 8.0
    var random: UInt64 = .max

    /// Trains an epoch; the state depends on all epochs so far.
    mutating func trainEpoch(_ rate: Double) {
      random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      loss = loss * (1 - rate) + Double(random >> 40) * 1e-9
      epoch += 1
    }
  }

  /// Trains a model for six epochs, interrupted before one of them.
  private func train(
    _ trial: Trial, counting epochs: inout Int, interruptedBefore last: Int = .max
  ) throws -> Double {
    let rate = try trial.suggest("rate", in: 0.1...0.9)
    var model = try trial.checkpoint() ?? Model()
    while model.epoch < 6 {
      if model.epoch == last { throw CancellationError() }
      model.trainEpoch(rate)
      epochs += 1
      try trial.report(model.loss, step: model.epoch)
      try trial.saveCheckpoint(model)
      try trial.checkPruning()
    }
    return model.loss
  }

  private func study(_ storage: some Storage = .inMemory) throws -> Study {
    try Study(
      "s", storage: storage, sampler: SamplerCase.tpe(), pruner: .median(PrunerCase.early), seed: 2)
  }

  @Test(arguments: StorageCase.allCases)
  func `a trial continues from its checkpoint to the same result`(
    storage: StorageCase
  ) throws {
    let whole = try study()
    var expected = 0
    try whole.optimize(trials: 10) { try train($0, counting: &expected) }
    #expect(whole.trials.count(of: .pruned) > 0)
    try storage.withStorage { open in
      var epochs = 0
      var finished = 0
      while finished < 10 {
        // Each process trains one epoch of a trial, or finishes it.
        do {
          try study(open()).optimize(trials: 10) { trial in
            let epoch = try trial.checkpoint(as: Model.self)?.epoch ?? 0
            return try train(trial, counting: &epochs, interruptedBefore: epoch + 1)
          }
        } catch is CancellationError {}
        finished = try study(open()).trials.finishedCount
      }
      #expect(epochs == expected)
      expectEqual(try study(open()), whole)
    }
  }

  @Test func `a trial of a crashed process continues from its checkpoint`() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/study.journal"
      let model = Model(epoch: 3, loss: .nan, random: 7)
      try study(.journal(path)).ask().saveCheckpoint(model)
      let journal = try CutJournal(path: path)
      let trial = try study(try journal.storage(prefix: journal.count)).ask()
      #expect(trial.attempt == 2)
      let found = try #require(try trial.checkpoint(as: Model.self))
      #expect(found.epoch == 3)
      #expect(found.loss.isNaN)
      #expect(found.random == 7)
    }
  }

  @Test(arguments: StorageCase.allCases)
  func `the next attempt can read the reports of an earlier one`(storage: StorageCase) throws {
    try storage.withStorage { open in
      let first = try study(open())
      let trial = try first.ask()
      for step in 0..<3 { try trial.report(Double(step), step: step) }
      try first.interrupt(trial)
      let again = try study(open()).ask()
      #expect(again.snapshot.intermediateValues.map(\.value) == [0, 1, 2])
      #expect(try !again.shouldPrune())
    }
  }

  @Test func `the last checkpoint counts, and each trial has its own`() throws {
    let study = try study()
    let (a, b) = (try study.ask(), try study.ask())
    #expect(try a.checkpoint(as: Int.self) == nil)
    for value in 1...3 { try a.saveCheckpoint(value) }
    try b.saveCheckpoint([0.5])
    #expect(try a.checkpoint() == 3)
    #expect(try b.checkpoint() == [0.5])
  }

  @Test func `a fixed trial keeps its checkpoint in memory`() throws {
    let trial = FixedTrial([:]).trial
    #expect(try trial.checkpoint(as: Model.self) == nil)
    try trial.saveCheckpoint(Model(epoch: 4))
    #expect(try trial.checkpoint() == Model(epoch: 4))
  }

  @Test func `a checkpoint of another type is an error that names the path in it`() throws {
    struct Old: Codable {
      var layers = [["bias": 0.5], ["bias": 1]]
    }
    struct New: Codable {
      var layers: [[String: Bool]]
    }
    let trial = try study().ask()
    try trial.saveCheckpoint(Old())
    let error = #expect(throws: TrialError.self) { try trial.checkpoint(as: New.self) }
    #expect(
      error?.description == "the checkpoint of trial 0 is not a value of New: at layers[0].bias, "
        + "expected Bool, found 0.5; restore the type, or record the trial as failed")
    let missing = #expect(throws: TrialError.self) { try trial.checkpoint(as: Model.self) }
    #expect(missing?.description.contains("\"epoch\" is missing") == true)
    let list = #expect(throws: TrialError.self) { try trial.checkpoint(as: [Int].self) }
    #expect(list?.description.contains("found an object") == true)
  }

  @Test func `a checkpoint that is too large is refused with a hint on what to do`() throws {
    let study = try study()
    let trial = try study.ask()
    let limit = Trial.checkpointLimit
    try trial.saveCheckpoint(String(repeating: "a", count: limit - 2))
    let error = #expect(throws: TrialError.self) {
      try trial.saveCheckpoint(String(repeating: "a", count: limit - 1))
    }
    #expect(error?.description.contains("takes 1000001 bytes") == true)
    #expect(try trial.checkpoint(as: String.self)?.utf8.count == limit - 2)
  }

  @Test func `a checkpoint nested too deeply for readers is refused`() throws {
    final class Link: Codable {
      var next: Link?
      init(_ next: Link?) { self.next = next }
    }
    func chain(_ count: Int) -> Link { (1..<count).reduce(Link(nil)) { link, _ in Link(link) } }
    try withTemporaryJournal { journal in
      let trial = try study(journal.storage).ask()
      try trial.saveCheckpoint(chain(100))
      let error = #expect(throws: TrialError.self) { try trial.saveCheckpoint(chain(101)) }
      #expect(error?.description.contains("nested more than 100 levels deep") == true)
      #expect(try study(journal.storage).trials.count == 1)
    }
  }

  @Test func `a finished trial takes no checkpoint`() throws {
    let study = try study()
    let trial = try study.ask()
    try study.tell(trial, 1)
    #expect(throws: TrialError.self) { try trial.saveCheckpoint(1) }
  }

  @Test(.enabled(if: Python.interpreter != nil))
  func `Optuna reads a journal with checkpoints`() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/study.journal"
      let trial = try study(.journal(path)).ask()
      try trial.saveCheckpoint(Model(epoch: 1, loss: .nan))
      try trial.saveCheckpoint(Model(epoch: 2, loss: -.infinity))
      let own = OptunaDump.dump(try Fixture.state(path: path))
      #expect(firstDifference(own, try Python.dump(journal: path)) == nil)
    }
  }
}
