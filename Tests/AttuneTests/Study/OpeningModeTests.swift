import Testing

@testable import Attune

/// Whether a study must be new, must exist, or either.
@Suite struct OpeningModeTests {
  @Test(arguments: StorageCase.allCases)
  func `a study can be created only if there is none of its name`(storage: StorageCase) throws {
    try storage.withStorage { open in
      let study = try Study("digits", storage: open(), seed: 1, opening: .createOnly)
      try study.optimize(trials: 2) { _ in 0.5 }
      let error = #expect(throws: StudyError.self) {
        try Study("digits", storage: open(), opening: .createOnly)
      }
      #expect(error?.code == .alreadyExists)
      let place = open().inDisplayName
      #expect(
        error?.description
          == "the study \"digits\"\(place) exists already; resume it, or give another name")
      let other = try Study("letters", storage: open(), opening: .createOnly)
      #expect(other.trials.isEmpty)
    }
  }

  @Test(arguments: StorageCase.allCases)
  func `a study can be resumed only if it exists`(storage: StorageCase) throws {
    try storage.withStorage { open in
      let error = #expect(throws: StudyError.self) {
        try Study("digits", storage: open(), opening: .resumeOnly)
      }
      #expect(error?.code == .missing)
      let place = open().inDisplayName
      #expect(
        error?.description
          == "there is no study \"digits\"\(place); create it, or give another name")
      let study = try Study("digits", storage: open(), seed: 1)
      try study.optimize(trials: 2) { _ in 0.5 }
      let resumed = try Study("digits", storage: open(), opening: .resumeOnly)
      expectEqual(resumed, study)
      #expect(resumed.seed == 1)
    }
  }

  @Test(arguments: StorageCase.allCases)
  func `by default a study is created or resumed`(storage: StorageCase) throws {
    try storage.withStorage { open in
      for count in 1...2 {
        let study = try Study("s", storage: open(), opening: .createOrResume)
        try study.optimize(additionalTrials: 1) { _ in 0.5 }
        #expect(study.trials.count == count)
      }
    }
  }

  @Test func `a refused opening records nothing`() throws {
    let storage = InMemoryStorage()
    #expect(throws: StudyError.self) {
      try Study("s", storage: storage, opening: .resumeOnly)
    }
    #expect(try storage.records(after: .start).records.isEmpty)
    _ = try Study("s", storage: storage, seed: 1)
    let before = try storage.records(after: .start).records
    #expect(throws: StudyError.self) {
      try Study("s", storage: storage, sampler: .random, opening: .createOnly)
    }
    #expect(try storage.records(after: .start).records == before)
  }

  @Test func `resuming a missing study does not create the journal`() throws {
    try withTemporaryJournal { journal throws in
      #expect(throws: StudyError.self) {
        try Study("s", storage: journal.path, opening: .resumeOnly)
      }
      #expect(try journal.files() == [])
    }
  }

  @Test func `other directions or seeds are refused when a study is resumed`() throws {
    let storage = InMemoryStorage()
    _ = try Study("s", storage: storage, seed: 1)
    for code in [
      #expect(throws: StudyError.self) {
        try Study("s", direction: .maximize, storage: storage, opening: .resumeOnly)
      }?.code,
      #expect(throws: StudyError.self) {
        try Study("s", storage: storage, seed: 2, opening: .resumeOnly)
      }?.code,
    ] { #expect(code == .mismatch) }
  }

  @Test func `multi-objective studies are opened in the same way`() throws {
    let storage = InMemoryStorage()
    let directions: [Direction] = [.minimize, .maximize]
    #expect(throws: StudyError.self) {
      try Study("s", directions: directions, storage: storage, opening: .resumeOnly)
    }
    _ = try Study("s", directions: directions, storage: storage, opening: .createOnly)
    _ = try Study("s", directions: directions, storage: storage, opening: .resumeOnly)
    #expect(throws: StudyError.self) {
      try Study("s", directions: directions, storage: storage, opening: .createOnly)
    }
  }

  @Test func `a deleted study can be created, not resumed`() throws {
    let storage = InMemoryStorage()
    _ = try Study("s", storage: storage, seed: 1)
    try storage.deleteStudy(named: "s")
    #expect(throws: StudyError.self) { try Study("s", storage: storage, opening: .resumeOnly) }
    #expect(try Study("s", storage: storage, seed: 2, opening: .createOnly).seed == 2)
  }

  @Test func `of several threads one creates the study`() throws {
    let storage = InMemoryStorage()
    let opened = Counter()
    try Threads.run(count: 4) { _ in
      do {
        _ = try Study("s", storage: storage, opening: .createOnly)
        opened.increment()
      } catch let error as StudyError {
        #expect(error.code == .alreadyExists)
      }
    }
    #expect(opened.value == 1)
  }
}
