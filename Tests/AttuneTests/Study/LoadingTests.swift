import Testing

@testable import Attune

/// Loading a study, which records nothing.
@Suite struct LoadingTests {
  @Test func `loading a study does not change it`() throws {
    let bytes = try Fixture.bytes("golden/multiobjective.log")
    try withTemporaryJournal(of: bytes) { journal in
      let study = try Study(loading: "binh-korn", storage: journal.storage)
      #expect(study.directions == [.minimize, .maximize])
      #expect(study.trials.count == 25)
      #expect(try journal.bytes() == bytes)
    }
  }

  @Test func `loading keeps the recorded sampler, pruner and seed`() throws {
    try withTemporaryJournal { journal in
      _ = try Study("s", storage: journal.storage, sampler: .random, pruner: NopPruner(), seed: 7)
      let loaded = try Study(loading: "s", storage: journal.storage, sampler: .tpe())
      #expect(loaded.seed == 7)
      try loaded.enqueue(["x": 1])
      try loaded.tell(loaded.ask(detached: true), 0.5)
      let snapshot = try #require(try journal.storage.study(named: "s"))
      #expect(snapshot.sampler == "RandomSampler")
      #expect(snapshot.pruner == "NopPruner")
      #expect(snapshot.seed == 7)
    }
  }

  @Test func `a missing study cannot be loaded and is not created`() throws {
    try withTemporaryJournal { journal throws in
      let error = #expect(throws: StudyError.self) {
        try Study(loading: "s", storage: journal.storage)
      }
      #expect(error?.code == .missing)
      #expect(
        error?.description
          == "there is no study \"s\" in \(journal.path); create it, or give another name")
      #expect(try journal.files() == [])
    }
  }

  @Test func `attributes of an unfinished trial can be set by its number`() throws {
    let study = try Study("s", sampler: .random, seed: 1)
    let trial = try study.ask()
    try study.setUserAttribute("a", to: 1, ofTrial: 0)
    #expect(trial.snapshot.userAttributes["a"] == 1)
    try study.tell(trial, 0.5)
    let finished = #expect(throws: StudyError.self) {
      try study.setUserAttribute("a", to: 2, ofTrial: 0)
    }
    #expect(
      finished?.description
        == "trial 0 of \"s\" is complete; its attributes can no longer be set")
    let unknown = #expect(throws: StudyError.self) {
      try study.setUserAttribute("a", to: 2, ofTrial: 7)
    }
    #expect(unknown?.description == "the study \"s\" has no trial 7")
  }
}
