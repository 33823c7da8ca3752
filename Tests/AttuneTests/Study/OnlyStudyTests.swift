import Testing

@testable import Attune

/// Loading the only study of a storage.
@Suite struct OnlyStudyTests {
  @Test(arguments: StorageCase.allCases)
  func `it is loaded as by its name`(storage: StorageCase) throws {
    try storage.withStorage { open in
      let study = try Study(
        "digits", directions: [.minimize, .maximize], storage: open(), sampler: .random, seed: 7)
      try study.optimize(trials: 3) { [try $0.suggest("x", in: 0.0...1.0), 0] }
      let loaded = try Study(loadingOnlyStudyIn: open())
      #expect(loaded.name == "digits")
      #expect(loaded.directions == [.minimize, .maximize])
      #expect(loaded.seed == 7)
      expectEqual(loaded, study)
    }
  }

  @Test func `loading it records nothing`() throws {
    let bytes = try Fixture.bytes("Optuna/tpe-multi.log")
    try withTemporaryJournal(of: bytes) { journal in
      let study = try Study(loadingOnlyStudyIn: journal.storage)
      #expect(study.name == "multi")
      #expect(study.trials.count == 40)
      #expect(try journal.bytes() == bytes)
    }
  }

  @Test func `the recorded sampler and pruner are kept`() throws {
    let storage = InMemoryStorage()
    _ = try Study("s", storage: storage, sampler: .random, pruner: .none, seed: 1)
    let loaded = try Study(loadingOnlyStudyIn: storage, sampler: .tpe())
    try loaded.tell(loaded.ask(), 0.5)
    #expect(loaded.snapshot.sampler == "RandomSampler")
    #expect(loaded.snapshot.pruner == "NopPruner")
  }

  @Test func `without a study it is an error`() throws {
    try withTemporaryJournal { journal throws in
      let error = #expect(throws: StudyError.self) {
        try Study(loadingOnlyStudyIn: journal.storage)
      }
      #expect(error?.code == .missing)
      #expect(error?.description == "there is no study in \(journal.path); create one")
      #expect(try journal.files() == [])
    }
  }

  @Test func `several studies are an error that names them`() throws {
    let storage = InMemoryStorage()
    for name in ["digits", "letters"] { _ = try Study(name, storage: storage, seed: 1) }
    let error = #expect(throws: StudyError.self) { try Study(loadingOnlyStudyIn: storage) }
    #expect(error?.code == .mismatch)
    #expect(
      error?.description
        == "there are 2 studies; give the name of one of them: \"digits\", \"letters\"")
  }

  @Test func `deleted studies do not count`() throws {
    let storage = InMemoryStorage()
    for name in ["digits", "letters"] { _ = try Study(name, storage: storage, seed: 1) }
    try storage.deleteStudy(named: "digits")
    #expect(try Study(loadingOnlyStudyIn: storage).name == "letters")
    try storage.deleteStudy(named: "letters")
    let error = #expect(throws: StudyError.self) { try Study(loadingOnlyStudyIn: storage) }
    #expect(error?.code == .missing)
  }
}
