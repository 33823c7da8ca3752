import Testing

@testable import Attune

/// Following a study that other processes work on.
@Suite struct StudyObserverTests {
  @Test func `each update returns the new events`() throws {
    try withTemporaryJournal { journal in
      let path = journal.path
      let study = try Study("s", storage: .journal(path), pruner: .none, seed: 1)
      try study.optimize(trials: 1) { _ in 1 }
      let observer = try StudyObserver("s", in: .journal(path))
      #expect(try observer.update().isEmpty)
      let trial = try study.ask()
      try trial.report(0.5, step: 3)
      #expect(try observer.update().map(\.summary) == ["started 1", "reported 1 3 0.5"])
      try trial.report(0.25, step: 4)
      try study.tell(trial, 0.25)
      #expect(
        try observer.update().map(\.summary)
          == ["reported 1 4 0.25", "completed 1", "improved 1"])
      #expect(try observer.update().isEmpty)
      #expect(observer.snapshot.trials.bestTrial?.number == 1)
    }
  }

  @Test func `events are in the order in which trials ended`() throws {
    try withTemporaryJournal { journal in
      let path = journal.path
      let study = try Study("s", storage: .journal(path), seed: 1)
      let observer = try StudyObserver("s", in: .journal(path))
      let trials = try (0..<3).map { _ in try study.ask() }
      try study.tell(trials[2], 1.0)
      try study.tell(trials[0], 2.0)
      #expect(
        try observer.update().map(\.summary) == [
          "started 2", "completed 2", "improved 2", "started 0", "completed 0", "started 1",
        ])
    }
  }

  @Test func `a trial that another worker resumes was interrupted`() throws {
    try withTemporaryJournal { journal in
      let path = journal.path
      let study = try Study("s", storage: .journal(path), seed: 1)
      let first = try study.ask()
      try first.report(1, step: 0)
      let observer = try StudyObserver("s", in: .journal(path))
      study.abandon(first)
      let second = try study.ask()
      try second.report(2, step: 0)
      #expect(
        try observer.update().map(\.summary)
          == ["interrupted 0", "started 0", "reported 0 0 2.0"])
    }
  }

  @Test func `a missing or deleted study is an error`() throws {
    try withTemporaryJournal { journal in
      let path = journal.path
      let storage = JournalStorage(path: path)
      #expect {
        try StudyObserver("s", in: storage)
      } throws: { error in
        "\(error)" == "there is no study \"s\" in \(path); the storage holds no study"
      }
      let study = try Study("t", storage: storage, seed: 1)
      #expect {
        try StudyObserver("s", in: storage)
      } throws: { error in
        (error as? StudyError)?.code == .missing && "\(error)".hasSuffix("; there are \"t\"")
      }
      let observer = try StudyObserver("t", in: storage)
      try study.replica.storage.deleteStudy(named: study.name)
      #expect { try observer.update() } throws: { ($0 as? StudyError)?.code == .deleted }
    }
  }
}
