import Foundation
import ProgramTesting
import Testing

@testable import Attune

/// A compact journal contains the same studies and trials as the original.
@Suite struct CompactionTests {
  private static var journals: [String] {
    get throws {
      try Fixture.names(in: "golden", suffix: ".log").map { "golden/\($0).log" }
        + Fixture.names(in: "Optuna", suffix: ".log").map { "Optuna/\($0).log" }
    }
  }

  private func withCompactJournal(
    of path: String, _ body: (_ compact: String) throws -> Void
  ) throws {
    try withTemporaryFolder { folder in
      let compact = folder + "/compact.journal"
      try JournalStorage(path: path).compact(to: compact)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["compact.journal"])
      try body(compact)
    }
  }

  @Test(arguments: try journals)
  func `compaction keeps studies, trials and ids`(journal: String) throws {
    let path = try Fixture.path(journal)
    try withCompactJournal(of: path) { compact in
      let (long, short) = (try Fixture.state(path: path), try Fixture.state(path: compact))
      #expect(firstDifference(OptunaDump.dump(short), OptunaDump.dump(long)) == nil)
      #expect(short.nextTrialID == long.nextTrialID)
      #expect(short.studies.count == long.studies.count)
      let counts = try [compact, path].map {
        try JournalStorage(path: $0).records(after: .start).records.count
      }
      #expect(counts[0] <= counts[1])
      // One trial of this journal has a value out of range, which Optuna's checks reject.
      if journal != "golden/attrs.log" { #expect(try python(compact) == nil) }
    }
  }

  /// The first difference between the contents of a journal here and in Python; nil if there is none.
  private func python(_ path: String) throws -> String? {
    guard Python.interpreter != nil else { return nil }
    let own = OptunaDump.dump(try Fixture.state(path: path))
    return firstDifference(own, try Python.dump(journal: path))
  }

  @Test func `a study continues with the same values after compaction`() throws {
    try withTemporaryJournal { journal in
      func study(_ path: String) throws -> Study {
        try Study("s", storage: .journal(path), sampler: SamplerCase.tpe(), seed: 3)
      }
      let long = try study(journal.path)
      try long.setUserAttribute("data", to: "digits")
      try long.optimize(trials: 20, RichObjective.value)
      try long.enqueue(["x": 1.5])
      let compact = journal.folder + "/compact.journal"
      try journal.storage.compact(to: compact)
      let short = try study(compact)
      #expect(short.userAttributes == ["data": "digits"])
      try long.optimize(trials: 40, RichObjective.value)
      try short.optimize(trials: 40, RichObjective.value)
      expectEqual(short, long, "after compaction")
    }
  }

  @Test func `running trials keep their owner, values and reports`() throws {
    try withTemporaryJournal { journal in
      let study = try Study("s", storage: .journal(journal.path), seed: 3)
      let trial = try study.ask()
      _ = try trial.suggest("x", in: 0.0...1.0)
      try trial.report(2, step: 3)
      try withCompactJournal(of: journal.path) { compact in
        let copy = try Study("s", storage: .journal(compact)).trials[0]
        #expect(String(reflecting: copy) == String(reflecting: trial.snapshot))
        #expect(copy.systemAttributes["attune:owner"] != nil)
      }
    }
  }

  @Test func `compacting to an existing file fails and leaves it unchanged`() throws {
    try withTemporaryJournal(of: lines(marks: [1])) { journal in
      let other = journal.folder + "/other"
      try Data("precious".utf8).write(to: URL(fileURLWithPath: other))
      for target in [other, journal.path] {
        let error = try #require(throws: StorageError.self) {
          try journal.storage.compact(to: target)
        }
        #expect(error.code == .unwritable)
        #expect(error.description.contains("\(target), because it already exists"))
      }
      #expect(try String(contentsOfFile: other, encoding: .utf8) == "precious")
      #expect(try journal.files() == ["other", "study.journal"])
    }
  }

  @Test func `the error names a missing journal or folder`() throws {
    try withTemporaryJournal { journal in
      let target = journal.folder + "/compact"
      let missing = try #require(throws: StorageError.self) {
        try journal.storage.compact(to: target)
      }
      #expect(missing.code == .unreadable)
      #expect(missing.description.contains(journal.path))
      try journal.write(lines(marks: [1]))
      let error = try #require(throws: StorageError.self) {
        try journal.storage.compact(to: journal.folder + "/not/there")
      }
      #expect(error.code == .unwritable)
      #expect(error.description.contains("\(journal.folder)/not/there cannot be written"))
      #expect(try journal.files() == ["study.journal"])
    }
  }

  @Test func `names of deleted studies do not collide with other studies`() throws {
    try withTemporaryJournal { journal in
      _ = try journal.storage.append(after: .start) { _ throws(StorageError) in
        let operations: [LogOperation] = [
          .createStudy(name: "s", directions: [.minimize]),
          .createTrial(study: 0, TrialTemplate()), .deleteStudy(0),
          .createStudy(name: "deleted 0", directions: [.maximize]),
          .createStudy(name: "s", directions: [.minimize]),
          .createTrial(study: 2, TrialTemplate()),
        ]
        return operations.map { LogRecord(worker: "w", operation: $0) }
      }
      try withCompactJournal(of: journal.path) { compact in
        let state = try Fixture.state(path: compact)
        #expect(state.index.liveStudies == ["deleted 0": 1, "s": 2])
        #expect(state.studies[2].history.map(\.id) == [1])
      }
    }
  }
}
