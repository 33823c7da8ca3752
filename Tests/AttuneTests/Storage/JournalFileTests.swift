import Foundation
import ProgramTesting
import Testing

@testable import Attune

/// A journal storage with a missing file, another kind of file at its path, or a file that is replaced.
@Suite struct JournalFileTests {
  // MARK: A missing file

  @Test func `reading a missing journal creates no file`() throws {
    try withTemporaryJournal { journal in
      let batch = try journal.storage.records(after: .start)
      #expect(batch.records.isEmpty)
      #expect(batch.end == .start)
      #expect(try journal.files() == [])
    }
  }

  @Test func `the first record creates the file and no other files`() throws {
    try withTemporaryJournal { journal in
      try journal.storage.append(marks: [1])
      #expect(try journal.bytes() == lines(marks: [1]))
      #expect(try journal.files() == ["study.journal"])
    }
  }

  @Test func `creating a study creates its journal`() throws {
    try withTemporaryJournal { journal in
      _ = try Study("s", storage: .journal(journal.path), seed: 1)
      #expect(try journal.storage.records(after: .start).records.count == 4)
    }
  }

  @Test func `an empty file is an empty journal`() throws {
    try withTemporaryJournal(of: []) { journal in
      #expect(try journal.storage.records(after: .start).records.isEmpty)
      try journal.storage.append(marks: [1])
      #expect(try journal.bytes() == lines(marks: [1]))
    }
  }

  @Test func `a storage reads a file that is created after its first read`() throws {
    try withTemporaryJournal { journal in
      let early = journal.storage
      #expect(try early.marks() == [])
      try journal.storage.append(marks: [1])
      #expect(try early.marks() == [1])
    }
  }

  @Test func `the error names a missing folder`() throws {
    try withTemporaryFolder { folder in
      let error = try #require(throws: StorageError.self) {
        try JournalStorage(path: "\(folder)/not/there/study.journal").append(marks: [1])
      }
      #expect(error.code == .unwritable)
      #expect(error.description.contains("the folder \(folder)/not/there/ must exist"))
      #expect(!FileManager.default.fileExists(atPath: "\(folder)/not"))
    }
  }

  @Test func `the error of a study names the missing folder of its journal`() throws {
    try withTemporaryFolder { folder in
      let error = try #require(throws: StorageError.self) {
        try Study("s", storage: .journal("\(folder)/not/there/study.journal"))
      }
      #expect(error.description.contains("the folder \(folder)/not/there/ must exist"))
    }
  }

  // MARK: Other kinds of files

  @Test(.timeLimit(.minutes(1)))
  func `a pipe is rejected without waiting`() throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/study.journal"
      try #require(mkfifo(path, 0o600) == 0)
      let storage = JournalStorage(path: path)
      for error in [
        try #require(throws: StorageError.self) { try storage.records(after: .start) },
        try #require(throws: StorageError.self) { try storage.append(marks: [1]) },
      ] {
        #expect(error.description.contains(path))
        #expect(error.description.contains("seek"))
      }
    }
  }

  @Test func `a folder is rejected`() throws {
    try withTemporaryJournal { journal in
      try FileManager.default.createDirectory(
        atPath: journal.path, withIntermediateDirectories: false)
      let reading = try #require(throws: StorageError.self) {
        try journal.storage.records(after: .start)
      }
      #expect(reading.code == .unreadable)
      #expect(reading.description.contains(journal.path))
      let writing = try #require(throws: StorageError.self) {
        try journal.storage.append(marks: [1])
      }
      #expect(writing.code == .unwritable)
      #expect(writing.description.contains("\(journal.path) cannot be opened"))
      #expect(try journal.files() == ["study.journal"])
    }
  }

  @Test func `a journal may be reached through a symbolic link`() throws {
    try withTemporaryJournal { journal in
      let link = journal.folder + "/link"
      try FileManager.default.createSymbolicLink(
        atPath: link, withDestinationPath: journal.path)
      let storage = JournalStorage(path: link)
      #expect(try storage.marks() == [])
      try storage.append(marks: [1])
      try journal.storage.append(marks: [2])
      #expect(try storage.marks() == [1, 2])
      #expect(try journal.bytes() == lines(marks: [1, 2]))
    }
  }

  // MARK: A file that is replaced or removed while in use

  private func expectReplaced(
    _ journal: TemporaryJournal, _ storage: JournalStorage, from position: LogPosition
  ) throws {
    let before = try journal.bytes()
    let reading = try #require(throws: StorageError.self) {
      try storage.records(after: position)
    }
    let writing = try #require(throws: StorageError.self) {
      _ = try storage.append(after: position) { _ throws(StorageError) in [.mark(9)] }
    }
    for error in [reading, writing] {
      #expect(error.code == .corrupt)
      #expect(error.description.contains("\(journal.path) was replaced or truncated"))
    }
    #expect(try journal.bytes() == before)
    #expect(try journal.files() == ["study.journal"])
  }

  @Test func `a file that replaced the journal is not written to`() throws {
    try withTemporaryJournal(of: lines(marks: [1, 2])) { journal in
      let storage = journal.storage
      let end = try storage.records(after: .start).end
      let other = journal.folder + "/other"
      try Data(lines(marks: [3, 4, 5])).write(to: URL(fileURLWithPath: other))
      try #require(rename(other, journal.path) == 0)
      try expectReplaced(journal, storage, from: end)
      #expect(try journal.storage.marks() == [3, 4, 5])
    }
  }

  @Test func `a truncated file is not written to`() throws {
    try withTemporaryJournal(of: lines(marks: [1, 2])) { journal in
      let storage = journal.storage
      let end = try storage.records(after: .start).end
      try #require(truncate(journal.path, off_t(lines(marks: [1]).count)) == 0)
      try expectReplaced(journal, storage, from: end)
    }
  }

  @Test func `a removed file is not created again`() throws {
    try withTemporaryJournal(of: lines(marks: [1, 2])) { journal in
      let storage = journal.storage
      let end = try storage.records(after: .start).end
      try FileManager.default.removeItem(atPath: journal.path)
      let reading = try #require(throws: StorageError.self) {
        try storage.records(after: end)
      }
      #expect(reading.code == .unreadable)
      let writing = try #require(throws: StorageError.self) {
        try storage.append(marks: [3])
      }
      #expect(writing.code == .unwritable)
      #expect(writing.description.contains("it was removed while in use: restore it"))
      #expect(try journal.files() == [])
    }
  }

  @Test func `a running study does not continue in a new file`() throws {
    try withTemporaryJournal { journal in
      let study = try Study("s", storage: .journal(journal.path), seed: 1)
      let trial = try study.ask()
      try FileManager.default.removeItem(atPath: journal.path)
      #expect(throws: StorageError.self) { try study.tell(trial, 1.0) }
      #expect(try journal.files() == [])
    }
  }
}
