import Testing

@testable import Attune

/// Failed trials and their effect on the study.
@Suite struct FailureTests {
  private struct OutOfMemory: Error, CustomStringConvertible {
    var description: String { "out of \"memory\"\nat epoch 3" }
  }

  @Test(arguments: StorageCase.allCases)
  func `an error of the objective is recorded and fails only its trial`(
    storage: StorageCase
  ) throws {
    try storage.withStorage { open in
      let study = try Study("s", storage: open(), sampler: .random, seed: 1)
      try study.optimize(trials: 3) { trial in
        let x = try trial.suggest("x", in: 0.0...1.0)
        if trial.number == 1 { throw OutOfMemory() }
        return x
      }
      let reopened = try Study("s", storage: open())
      #expect(reopened.trials.map(\.state) == [.complete, .failed, .complete])
      let failed = reopened.trials[1]
      #expect(failed.failureReason == "out of \"memory\"\nat epoch 3")
      #expect(failed.values.isEmpty)
      #expect(failed.endTime != nil)
      #expect(failed.parameters.map(\.name) == ["x"])
      #expect(reopened.trials[0].failureReason == nil)
    }
  }

  @Test func `three failures in a row end the run with their numbers and reasons`() throws {
    let study = try Study("digits", sampler: .random, seed: 1)
    let error = #expect(throws: StudyError.self) {
      try study.optimize(trials: 10) { trial -> Double in
        switch trial.number {
        case 1: throw TrialError(.missingValue, "cannot open the data")
        case 2: return .nan
        case 3: _ = try trial.suggest("x", from: [String]())
        default: break
        }
        return 0.5
      }
    }
    #expect(error?.code == .repeatedFailure)
    #expect(
      error?.description == """
        3 trials in a row have failed, so the study "digits" stopped:
          trial 1: cannot open the data
          trial 2: the objective's value is not a number (NaN)
          trial 3: parameter "x": there are no choices to choose from; give at least one
        Fix the objective and run it again, or allow more failures.
        """)
    #expect(study.trials.map(\.state) == [.complete, .failed, .failed, .failed])
  }

  @Test func `a complete or pruned trial in between resets the count`() throws {
    let study = try Study(sampler: .random, seed: 1)
    try study.optimize(trials: 12) { trial -> Double in
      switch trial.number % 6 {
      case 2: return 0.5
      case 5: throw TrialPruned()
      default: throw OutOfMemory()
      }
    }
    #expect(study.trials.count(of: .failed) == 8)
  }

  @Test(arguments: [1, 2, 3, 7])
  func `the caller sets the limit of failures`(limit: Int) throws {
    let study = try Study(sampler: .random, seed: 1)
    let error = #expect(throws: StudyError.self) {
      try study.optimize(trials: 20, maxConsecutiveFailures: limit) { _ -> Double in
        throw OutOfMemory()
      }
    }
    #expect(error?.code == .repeatedFailure)
    #expect(study.trials.count(of: .failed) == limit)
    #expect(study.trials.count == limit)
  }

  @Test func `each run counts its own failures`() throws {
    let study = try Study(sampler: .random, seed: 1)
    for _ in 0..<3 {
      try study.optimize(additionalTrials: 2) { _ -> Double in throw OutOfMemory() }
    }
    #expect(study.trials.count(of: .failed) == 6)
  }

  @Test func `NaN is a failure with a reason`() throws {
    let study = try Study(sampler: .random, seed: 1)
    try study.optimize(trials: 2) { $0.number == 0 ? .nan : 0.5 }
    #expect(study.trials[0].state == .failed)
    #expect(study.trials[0].failureReason == "the objective's value is not a number (NaN)")
    #expect(study.trials[0].values.isEmpty)
  }

  @Test(arguments: StorageCase.allCases, Direction.allCases)
  func `infinities are values`(storage: StorageCase, direction: Direction) throws {
    try storage.withStorage { open in
      let study = try Study("s", direction: direction, storage: open(), seed: 1)
      try study.optimize(trials: 3) { [.infinity, -.infinity, 0.5][$0.number] }
      let reopened = try Study("s", direction: direction, storage: open())
      #expect(reopened.trials.map(\.state) == [.complete, .complete, .complete])
      #expect(reopened.trials.map(\.value) == [.infinity, -.infinity, 0.5])
      #expect(reopened.bestTrial?.number == (direction == .minimize ? 1 : 0))
    }
  }

  @Test(arguments: [[], [1], [1, 2, 3]] as [[Double]])
  func `a wrong number of values is a failure`(values: [Double]) throws {
    let study = try Study(directions: [.minimize, .maximize], sampler: .random, seed: 1)
    try study.optimize(trials: 1) { _ in values }
    #expect(study.trials[0].state == .failed)
    #expect(
      study.trials[0].failureReason
        == "the objective returned \(values.count) values for 2 directions")
  }

  @Test func `one NaN among several values is a failure`() throws {
    let study = try Study(directions: [.minimize, .maximize], sampler: .random, seed: 1)
    try study.optimize(trials: 1) { _ in [1, .nan] }
    #expect(study.trials[0].state == .failed)
  }

  @Test func `an error of the sampler fails the trial and names the parameter`() throws {
    struct Stubborn: Sampler {
      func sample(
        _ request: ParameterRequest, in context: SamplingContext, using random: inout RandomStream
      ) throws(SamplingError) -> ParameterValue {
        throw SamplingError("no idea")
      }
    }
    let study = try Study(sampler: Stubborn(), seed: 1)
    try study.optimize(trials: 1) { try $0.suggest("rate", in: 0.0...1.0) }
    #expect(
      study.trials[0].failureReason
        == "Stubborn cannot give a value to \"rate\" of trial 0: no idea")
  }

  @Test(arguments: [ParameterValue.float(1.5), .float(.nan), .int(1), .choice(0)])
  func `a sampled value of another kind or outside the range fails the trial`(value: ParameterValue)
    throws
  {
    struct Wayward: Sampler {
      let value: ParameterValue

      func sample(
        _ request: ParameterRequest, in context: SamplingContext, using random: inout RandomStream
      ) throws(SamplingError) -> ParameterValue {
        value
      }
    }
    let study = try Study(sampler: Wayward(value: value), seed: 1)
    try study.optimize(trials: 1) { try $0.suggest("rate", in: 0.0...1.0) }
    #expect(study.trials[0].state == .failed)
    let reason = try #require(study.trials[0].failureReason)
    #expect(reason.contains("Wayward"))
    #expect(reason.contains("is not a float in 0.0...1.0"))
    #expect(study.trials[0].parameters.isEmpty)
  }

  @Test func `a storage that cannot be written ends the run and leaves the trial to be resumed`()
    throws
  {
    let storage = FailingStorage()
    let study = try Study("s", storage: storage, sampler: .random, seed: 1)
    #expect(throws: StorageError.self) {
      try study.optimize(trials: 3) { trial in
        if trial.number == 1 { storage.isBroken.cancel() }
        return try trial.suggest("x", in: 0.0...1.0)
      }
    }
    #expect(study.trials.map(\.state) == [.complete, .running])
  }
}

/// A storage that cannot be written once it is broken.
private final class FailingStorage: ForwardingStorage, @unchecked Sendable {
  let isBroken = CancellationFlag()

  override func commit(
    in study: Int, after position: StoragePosition,
    deciding decide: (StorageBatch) throws(StorageError) -> [StorageOperation]
  ) throws(StorageError) -> StorageCommit {
    if isBroken.isCancelled { throw StorageError(.unwritable, "the disk is full") }
    return try base.commit(in: study, after: position, deciding: decide)
  }
}
