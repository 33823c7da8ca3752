import Testing

@testable import Attune

/// Studies that are opened for a visit, which records nothing of the visitor.
@Suite struct LoadingTests {
  @Test func `loading a study changes nothing of it`() throws {
    let bytes = try Fixture.bytes("golden/multiobjective.log")
    try withTemporaryJournal(of: bytes) { journal in
      let study = try Study(loading: "binh-korn", storage: journal.storage)
      #expect(study.directions == [.minimize, .maximize])
      #expect(study.trials.count == 25)
      #expect(try journal.bytes() == bytes)
    }
  }

  @Test func `a visitor leaves sampler, pruner and seed as they are recorded`() throws {
    try withTemporaryJournal { journal in
      _ = try Study("s", storage: journal.storage, sampler: .random, pruner: NopPruner(), seed: 7)
      let visitor = try Study(loading: "s", storage: journal.storage, sampler: .tpe())
      #expect(visitor.seed == 7)
      try visitor.enqueue(["x": 1])
      try visitor.tell(visitor.ask(detached: true), 0.5)
      let snapshot = try #require(try journal.storage.study(named: "s"))
      #expect(snapshot.sampler == "RandomSampler")
      #expect(snapshot.pruner == "NopPruner")
      #expect(snapshot.seed == 7)
    }
  }

  @Test func `a study that is not there cannot be loaded, and is not created`() throws {
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

  @Test func `an unfinished trial can be noted upon by its number`() throws {
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
        == "trial 0 of \"s\" is complete; nothing can be noted about it any more")
    let unknown = #expect(throws: StudyError.self) {
      try study.setUserAttribute("a", to: 2, ofTrial: 7)
    }
    #expect(unknown?.description == "the study \"s\" has no trial 7")
  }
}
