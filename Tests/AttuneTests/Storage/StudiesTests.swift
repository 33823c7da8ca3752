import Testing

@testable import Attune

@Suite struct StudiesTests {
  @Test func `studies are read without recording anything`() throws {
    try withTemporaryJournal { journal in
      let study = try Study("a", storage: journal.storage, seed: 7)
      try study.optimize(trials: 3) { try $0.suggest("x", in: 0.0...1.0) }
      _ = try Study("b", directions: [.minimize, .maximize], storage: journal.storage, seed: 1)
      let before = try journal.bytes()
      let studies = try journal.storage.studies()
      #expect(try journal.bytes() == before)
      #expect(studies.map(\.name) == ["a", "b"])
      #expect(studies[0].trials.map(\.value) == study.trials.map(\.value))
      #expect(studies[0].seed == 7)
      #expect(studies[0].sampler == "TPESampler")
      #expect(studies[0].objectiveNames == ["value"])
      #expect(studies[1].objectiveNames == ["value 0", "value 1"])
    }
  }

  @Test func `a study created by Optuna has no seed`() throws {
    let operation = LogOperation.createStudy(name: "optuna", directions: [.minimize])
    let storage = InMemoryStorage()
    _ = try storage.append(after: .start) { _ throws(StorageError) in
      [LogRecord(worker: "w", operation: operation)]
    }
    let found = try storage.study(named: "optuna")
    let study = try #require(found)
    #expect(study.seed == nil)
    #expect(study.sampler == nil)
    #expect(try storage.study(named: "another") == nil)
  }

  @Test func `the names of objectives are Optuna's metric names`() throws {
    let storage = InMemoryStorage()
    let study = try Study("s", directions: [.minimize, .maximize], storage: storage, seed: 1)
    _ = try storage.commit(in: study.id, after: .start) { _ throws(StorageError) in
      [.setStudySystemAttribute(key: "study:metric_names", value: .array(["loss", "accuracy"]))]
    }
    try study.refresh()
    #expect(study.snapshot.objectiveNames == ["loss", "accuracy"])
  }

  @Test func `a missing journal has no studies and is not created`() throws {
    try withTemporaryJournal { journal in
      let studies = try journal.storage.studies()
      #expect(studies.isEmpty)
      #expect(try journal.files() == [])
    }
  }
}
