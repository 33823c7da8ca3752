import Foundation
import Testing

@testable import Attune

/// The state of a journal after a failed write.
@Suite struct JournalWriteFailureTests {
  #if os(Linux)
    @Test func `a full disk is reported, and nothing is recorded`() throws {
      try withTemporaryJournal { journal in
        try FileManager.default.createSymbolicLink(
          atPath: journal.path, withDestinationPath: "/dev/full")
        let error = try #require(throws: StorageError.self) {
          try journal.storage.append(marks: [1])
        }
        #expect(error.code == .unwritable)
        #expect(error.description.contains("\(journal.path) cannot be written"))
        #expect(error.description.contains("everything recorded before is intact"))
        #expect(try journal.files() == ["study.journal"])
      }
    }
  #endif

  /// A limit on the file size interrupts a write in the middle, as a full disk does.
  ///
  /// The limit applies to the whole process, so each case runs in a separate process.
  @Test(arguments: [1, 10, 40])
  func `a partially written record is removed`(space: Int) async throws {
    try await withTemporaryJournal(of: lines(marks: [1, 2])) { journal async throws in
      await #expect(processExitsWith: .success) {
        [folder = journal.folder as String, space = space as Int] in
        let journal = TemporaryJournal(folder: folder)
        let storage = journal.storage
        let intact = lines(marks: [1, 2])
        try limitFileSize(to: intact.count + space)
        let error = try #require(throws: StorageError.self) { try storage.append(marks: [3, 4]) }
        #expect(error.code == .unwritable)
        #expect(error.description.contains("everything recorded before is intact"))
        #expect(try journal.bytes() == intact)
        #expect(try storage.marks() == [1, 2])
        try limitFileSize(to: 1 << 20)
        try storage.append(marks: [5])
        #expect(try storage.marks() == [1, 2, 5])
      }
      #expect(try journal.storage.marks() == [1, 2, 5])
      #expect(try journal.files() == ["study.journal"])
    }
  }

  @Test func `a study continues when the disk has space again`() async throws {
    try await withTemporaryJournal(of: []) { journal async throws in
      await #expect(processExitsWith: .success) { [folder = journal.folder as String] in
        let journal = TemporaryJournal(folder: folder)
        let study = try Study("s", storage: .journal(journal.path), sampler: .random, seed: 1)
        let objective = { (trial: Trial) in try trial.suggest("x", in: 0.0...1.0) }
        try study.optimize(trials: 3, objective)
        let intact = try journal.bytes()
        try limitFileSize(to: intact.count + 300)
        #expect(throws: StorageError.self) { try study.optimize(trials: 6, objective) }
        #expect(try journal.bytes().starts(with: intact))
        try limitFileSize(to: 1 << 20)
        try study.optimize(trials: 6, objective)
      }
      let whole = try Study("s", sampler: .random, seed: 1)
      try whole.optimize(trials: 6) { try $0.suggest("x", in: 0.0...1.0) }
      let state = try Fixture.state(path: journal.path)
      #expect(state.studies[0].history.map(\.values) == whole.trials.map(\.values))
    }
  }

  // MARK: Permissions

  @Test(.enabled(if: Superuser.canDropPrivileges), arguments: ["file", "folder"])
  func `a read-only file or folder is reported and unchanged`(readOnly: String) async throws {
    try await withTemporaryJournal(of: lines(marks: [1, 2])) { journal async throws in
      chmod(journal.path, readOnly == "file" ? 0o444 : 0o666)
      chmod(journal.folder, readOnly == "folder" ? 0o555 : 0o777)
      defer { chmod(journal.folder, 0o700) }
      await #expect(processExitsWith: .success) { [folder = journal.folder as String] in
        try Superuser.dropPrivileges()
        let storage = TemporaryJournal(folder: folder).storage
        let error = try #require(throws: StorageError.self) { try storage.append(marks: [3]) }
        #expect(error.code == .unwritable)
        #expect(error.description.contains(storage.path))
        #expect(error.description.contains("must be writable"))
        #expect(try storage.marks() == [1, 2])
      }
      #expect(try journal.bytes() == lines(marks: [1, 2]))
      #expect(try journal.files() == ["study.journal"])
    }
  }

  @Test(.enabled(if: Superuser.canDropPrivileges))
  func `a file without read permission is reported`() async throws {
    try await withTemporaryJournal(of: lines(marks: [1, 2])) { journal async throws in
      chmod(journal.path, 0)
      chmod(journal.folder, 0o777)
      await #expect(processExitsWith: .success) { [folder = journal.folder as String] in
        try Superuser.dropPrivileges()
        let storage = TemporaryJournal(folder: folder).storage
        let error = try #require(throws: StorageError.self) { try storage.records(after: .start) }
        #expect(error.code == .unreadable)
        #expect(error.description.contains("\(storage.path) cannot be read"))
      }
    }
  }
}

/// Makes writes fail that would extend a file beyond a size in bytes.
private func limitFileSize(to bytes: Int) throws {
  // Ignore the signal that the system also sends, which would end the process.
  signal(SIGXFSZ, SIG_IGN)
  #if os(Linux)
    let resource = __rlimit_resource_t(RLIMIT_FSIZE.rawValue)
  #else
    let resource = RLIMIT_FSIZE
  #endif
  var limit = rlimit()
  try #require(getrlimit(resource, &limit) == 0)
  limit.rlim_cur = rlim_t(bytes)
  try #require(setrlimit(resource, &limit) == 0)
}
