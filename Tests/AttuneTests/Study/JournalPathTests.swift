import Foundation
import Testing

@testable import Attune

/// Paths of journals as storages.
@Suite struct JournalPathTests {
  @Test func `a path is the journal at that path`() throws {
    try withTemporaryJournal { journal in
      let study = try Study("s", storage: journal.path, sampler: .random, seed: 1)
      try study.optimize(trials: 3) { try $0.suggest("x", in: 0.0...1.0) }
      expectEqual(try Study("s", storage: journal.storage), study)
      expectEqual(try Study("s", storage: journal.path, opening: .resumeOnly), study)
      expectEqual(try Study(loading: "s", storage: journal.path), study)
      #expect(study.replica.storage.displayName == journal.path)
    }
  }

  @Test func `multi-objective studies have paths as well`() throws {
    try withTemporaryJournal { journal in
      let study = try Study(
        "s", directions: [.minimize, .maximize], storage: journal.path, sampler: .random, seed: 1)
      try study.optimize(trials: 2) { _ in [0, 1] }
      let resumed = try Study("s", directions: [.minimize, .maximize], storage: journal.storage)
      expectEqual(resumed, study)
    }
  }

  @Test func `the other arguments are passed on`() throws {
    try withTemporaryJournal { journal in
      let study = try Study(
        "s", direction: .maximize, storage: journal.path, sampler: .random, pruner: .none, seed: 7,
        opening: .createOnly, interruptedTrials: .resume(maxAttempts: 3), lease: .seconds(60))
      #expect(study.directions == [.maximize])
      #expect(study.seed == 7)
      #expect(study.snapshot.sampler == "RandomSampler")
      #expect(study.snapshot.pruner == "NopPruner")
      #expect(study.interruptionPolicy.maxAttempts == 3)
      #expect(study.lease == .seconds(60))
      #expect(throws: StudyError.self) {
        try Study("s", direction: .maximize, storage: journal.path, opening: .createOnly)
      }
    }
  }

  @Test(arguments: [
    "sqlite:///digits.db", "postgresql://user@host/db", "mysql+pymysql://host/db", "redis://host",
  ])
  func `a URL is an error and creates no file`(url: String) throws {
    let errors = [
      #expect(throws: StorageError.self) { try Study("s", storage: url) },
      #expect(throws: StorageError.self) {
        try Study("s", directions: [.minimize, .maximize], storage: url)
      },
      #expect(throws: StorageError.self) { try Study(loading: "s", storage: url) },
    ]
    for error in errors {
      #expect(error?.code == .unreadable)
      #expect(
        error?.description
          == "\"\(url)\" is a URL, not the path of a journal; give a path such as "
          + "\"study.journal\", or import the module AttuneDatabases, whose "
          + "`storage: .at(\"...\")` opens the URL of a database")
    }
    #expect(!FileManager.default.fileExists(atPath: url))
  }

  @Test func `the error for a URL has no password`() {
    let error = #expect(throws: StorageError.self) {
      try Study("s", storage: "postgresql://user:hidden@host/db?password=hidden")
    }
    #expect(error?.description.contains("\"postgresql://user:***@host/db?password=***\"") == true)
    #expect(error?.description.contains("hidden") == false)
  }
}
