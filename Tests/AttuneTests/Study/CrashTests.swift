import ProgramTesting
import Testing

@testable import Attune

/// A study whose process crashed after any record resumes to the trials of an uninterrupted one.
@Suite struct CrashTests {
  private static let trialCount = 12

  @Test func `a run that crashed after any record resumes to the same trials`() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/whole.journal"
      let whole = try study(.journal(path))
      try enqueue(in: whole)
      try whole.optimize(trials: Self.trialCount, RichObjective.value)
      let journal = try CutJournal(path: path)
      try #require(journal.count > 100)
      for count in 0...journal.count {
        let resumed = try study(journal.storage(prefix: count))
        try enqueue(in: resumed)
        try resumed.optimize(trials: Self.trialCount, RichObjective.value)
        expectEqual(resumed, whole, "after \(count) records")
      }
    }
  }

  @Test func `a grid search that crashed after any record resumes to all cells`() throws {
    let grid = GridSampler(["x": [1, 2, 3], "y": [1, 2]])
    func search(_ storage: some Storage) throws -> Study {
      let study = try Study("grid", storage: storage, sampler: grid, seed: 1)
      try study.optimize(until: .exhausted(grid)) { trial in
        Double(try trial.suggest("x", in: 1...3) + trial.suggest("y", in: 1...2))
      }
      return study
    }
    try withTemporaryFolder { folder in
      let path = folder + "/whole.journal"
      let whole = try search(.journal(path))
      let journal = try CutJournal(path: path)
      for count in 0...journal.count {
        let resumed = try search(journal.storage(prefix: count))
        expectEqual(resumed, whole, "after \(count) records")
      }
    }
  }

  @Test func `a crashed run resumes in its journal and keeps the existing records`() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/whole.journal"
      let whole = try study(.journal(path))
      try whole.optimize(trials: 6, RichObjective.value)
      let journal = try CutJournal(path: path)
      for count in stride(from: 3, to: journal.count, by: 9) {
        let path = folder + "/cut-\(count).journal"
        try journal.write(prefix: count, to: path)
        let before = try JournalStorage(path: path).records(after: .start).records
        try study(.journal(path)).optimize(trials: 6, RichObjective.value)
        expectEqual(try study(.journal(path)), whole, "after \(count) records")
        let after = try JournalStorage(path: path).records(after: .start).records
        #expect(Array(after.prefix(before.count)) == before)
      }
    }
  }

  @Test(arguments: CutJournal.Crash.allCases)
  func `the trial of a crashed process is resumed as its next attempt`(
    crash: CutJournal.Crash
  ) throws {
    try withTemporaryFolder { folder in
      let path = folder + "/whole.journal"
      let crashed = try study(.journal(path))
      let x = try crashed.ask().suggest("x", in: -5.0...5.0)
      let journal = try CutJournal(path: path, crash)
      let resumed = try study(journal.storage(prefix: journal.count))
      #expect(resumed.trials.map(\.state) == [.running])
      let trial = try resumed.ask()
      #expect(trial.number == 0)
      #expect(trial.attempt == 2)
      let repeated = try trial.suggest("x", in: -5.0...5.0)
      #expect(repeated == x)
      let next = try resumed.ask().number
      #expect(next == 1)
    }
  }

  @Test func `trials of crashed processes are resumed in the order of their numbers`() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/whole.journal"
      let crashed = try study(.journal(path))
      for _ in 0..<3 { _ = try crashed.ask() }
      try crashed.tell(1, .complete(1))
      try crashed.enqueue(["x": 1])
      let journal = try CutJournal(path: path)
      let resumed = try study(journal.storage(prefix: journal.count))
      let numbers = try (0..<4).map { _ in try resumed.ask().number }
      #expect(numbers == [0, 2, 3, 4])
    }
  }

  private func enqueue(in study: Study) throws {
    for x in [1.5, -2.5] { try study.enqueue(["x": .float(x)], skipIfExists: true) }
  }

  private func study(_ storage: some Storage) throws -> Study {
    try Study(
      "crashed", storage: storage, sampler: SamplerCase.tpe(), pruner: .median(PrunerCase.early),
      seed: 3)
  }
}
