import Testing

@testable import Attune

/// A study that another program deletes while it is in use.
@Suite struct DeletedStudyTests {
  private static let message = "the study \"digits\" was deleted; create it again"

  private func delete(_ study: Int, in storage: some Storage) throws {
    _ = try storage.append(after: .start) { _ throws(StorageError) in
      [LogRecord(worker: "dashboard", operation: .deleteStudy(study))]
    }
  }

  @Test(arguments: StorageCase.allCases)
  func `a deleted study starts no trials and takes no attributes`(storage: StorageCase) throws {
    try storage.withStorage { open in
      let study = try Study("digits", storage: open(), sampler: .random, seed: 1)
      try study.optimize(trials: 2) { _ in 0.5 }
      try delete(0, in: open())
      let errors = [
        #expect(throws: StudyError.self) { try study.ask() },
        #expect(throws: StudyError.self) { try study.optimize(trials: 3) { _ in 0.5 } },
        #expect(throws: StudyError.self) { try study.enqueue(["x": 1]) },
        #expect(throws: StudyError.self) { try study.setUserAttribute("a", to: 1) },
      ]
      #expect(errors.map { $0?.code } == [.deleted, .deleted, .deleted, .deleted])
      #expect(errors.allSatisfy { $0?.description == Self.message })
      // Its trials can still be read.
      #expect(study.trials.count == 2)
    }
  }

  @Test func `a study deleted during a trial ends the run after that trial`() throws {
    let storage = InMemoryStorage()
    let study = try Study("digits", storage: storage, sampler: .random, seed: 1)
    let error = #expect(throws: StudyError.self) {
      try study.optimize(trials: 5) { trial in
        if trial.number == 1 { try delete(0, in: storage) }
        return try trial.suggest("x", in: 0.0...1.0)
      }
    }
    #expect(error?.code == .deleted)
    #expect(study.trials.map(\.state) == [.complete, .complete])
  }

  @Test(arguments: StorageCase.allCases)
  func `a study of the same name can be created again`(storage: StorageCase) throws {
    try storage.withStorage { open in
      let old = try Study("digits", storage: open(), sampler: .random, seed: 1)
      try old.optimize(trials: 2) { _ in 0.5 }
      try delete(0, in: open())
      let new = try Study("digits", direction: .maximize, storage: open(), seed: 2)
      try new.optimize(trials: 1) { _ in 0.25 }
      #expect(new.trials.map(\.value) == [0.25])
      // The old object does not refer to the new study.
      #expect(throws: StudyError.self) { try old.ask() }
      #expect(old.trials.count == 2)
      #expect(try Study("digits", direction: .maximize, storage: open()).trials.count == 1)
    }
  }
}
