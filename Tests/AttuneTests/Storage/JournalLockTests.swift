import Foundation
import Testing

@testable import Attune

/// Optuna's lock beside the journal: a symbolic link or a file.
///
/// The time limit ends a test that would wait forever for a lock.
@Suite(.timeLimit(.minutes(5))) struct JournalLockTests {
  /// The kinds of locks that other programs create.
  enum Kind: CaseIterable {
    case link, danglingLink, file

    func make(_ journal: TemporaryJournal) throws {
      switch self {
      case .link: try Self.link(journal.lockPath, to: journal.path)
      // A relative path with a folder leads to such a link.
      case .danglingLink: try Self.link(journal.lockPath, to: "sub/study.journal")
      case .file:
        try #require(FileManager.default.createFile(atPath: journal.lockPath, contents: nil))
      }
    }

    private static func link(_ path: String, to target: String) throws {
      try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: target)
    }
  }

  /// Returns a storage that takes over an abandoned lock at once.
  private func storageWithoutTimeouts(
    _ journal: TemporaryJournal, foreign: Duration = .zero, marked: Duration = .zero
  ) -> JournalStorage {
    JournalStorage(
      path: journal.path, lockTimeouts: JournalLock.Timeouts(foreign: foreign, marked: marked))
  }

  // MARK: Acquiring and releasing

  @Test func `the lock refers to the journal while records are decided`() throws {
    try withTemporaryJournal(of: []) { journal in
      _ = try journal.storage.append(after: .start) { _ throws(StorageError) in
        let target = try? FileManager.default.destinationOfSymbolicLink(atPath: journal.lockPath)
        // Python follows the link to see whether the journal grows, so it must be absolute.
        #expect(target?.hasPrefix("/") == true)
        let contents = target.flatMap { FileManager.default.contents(atPath: $0) }
        #expect(contents?.count == 0)
        return [.mark(1)]
      }
      #expect(try journal.files() == ["study.journal"])
    }
  }

  @Test func `the lock is released after an empty or a failed decision`() throws {
    try withTemporaryJournal { journal in
      let storage = journal.storage
      _ = try storage.append(after: .start) { _ throws(StorageError) in [] }
      #expect(try journal.files() == ["study.journal"])
      let failure = StorageError(.unwritable, "on purpose")
      #expect(throws: failure) {
        _ = try storage.append(after: .start) { _ throws(StorageError) in throw failure }
      }
      #expect(try journal.files() == ["study.journal"])
      try storage.append(marks: [1])
      #expect(try journal.storage.marks() == [1])
    }
  }

  @Test(arguments: Kind.allCases)
  func `reading needs no lock`(kind: Kind) throws {
    try withTemporaryJournal(of: lines(marks: [1])) { journal in
      try kind.make(journal)
      #expect(try journal.storage.marks() == [1])
      #expect(try journal.files() == ["study.journal", "study.journal.lock"])
    }
  }

  @Test func `the error names a lock that cannot be created`() throws {
    try withTemporaryJournal(of: lines(marks: [1])) { journal in
      // The name is short enough for the file, but too long for its lock.
      let name = String(repeating: "n", count: 253)
      let path = "\(journal.folder)/\(name)"
      let error = try #require(throws: StorageError.self) {
        try JournalStorage(path: path).append(marks: [1])
      }
      #expect(error.code == .unwritable)
      #expect(error.description.contains("the lock \(path).lock cannot be created"))
    }
  }

  // MARK: Waiting

  /// Returns a storage that signals a semaphore when it has found the lock of another owner.
  private func storage(
    _ journal: TemporaryJournal, signallingWait isWaiting: DispatchSemaphore
  ) -> JournalStorage {
    JournalStorage(
      path: journal.path,
      lockTimeouts: JournalLock.Timeouts(foreign: .seconds(1000), marked: .zero, notice: .zero)
    ) { _ in isWaiting.signal() }
  }

  @Test(arguments: Kind.allCases)
  func `an append waits for the lock of another program`(kind: Kind) throws {
    try withTemporaryJournal(of: lines(marks: [1])) { journal in
      try kind.make(journal)
      let hasAppended = Flag()
      let isWaiting = DispatchSemaphore(value: 0)
      try Threads.run(count: 2) { thread in
        if thread == 0 {
          isWaiting.wait()
          #expect(!hasAppended.isSet)
          try journal.append(lines(marks: [2]))
          try FileManager.default.removeItem(atPath: journal.lockPath)
        } else {
          // If it does not wait, the other thread does not wait for it either.
          defer { isWaiting.signal() }
          let storage = storage(journal, signallingWait: isWaiting)
          _ = try storage.append(after: .start) { batch throws(StorageError) in
            #expect(batch.records == [.mark(1), .mark(2)])
            return [.mark(3)]
          }
          hasAppended.set()
        }
      }
      #expect(try journal.bytes() == lines(marks: [1, 2, 3]))
      #expect(try journal.files() == ["study.journal"])
    }
  }

  @Test func `an append waits for the decision of another`() throws {
    try withTemporaryJournal(of: []) { journal in
      let hasAppended = Flag()
      let (isDeciding, isWaiting) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
      try Threads.run(count: 2) { thread in
        if thread == 0 {
          _ = try journal.storage.append(after: .start) { _ throws(StorageError) in
            isDeciding.signal()
            isWaiting.wait()
            #expect(!hasAppended.isSet)
            return [.mark(1)]
          }
        } else {
          isDeciding.wait()
          // If it does not wait, the other thread does not wait for it either.
          defer { isWaiting.signal() }
          let storage = storage(journal, signallingWait: isWaiting)
          _ = try storage.append(after: .start) { batch throws(StorageError) in
            #expect(batch.records == [.mark(1)])
            hasAppended.set()
            isWaiting.signal()
            return [.mark(2)]
          }
        }
      }
      #expect(try journal.storage.marks() == [1, 2])
    }
  }

  // MARK: Abandoned locks

  @Test(arguments: Kind.allCases)
  func `an abandoned lock of another program is taken over`(kind: Kind) throws {
    try withTemporaryJournal(of: lines(marks: [1])) { journal in
      try kind.make(journal)
      try storageWithoutTimeouts(journal, marked: .seconds(1000)).append(marks: [2])
      #expect(try journal.bytes() == lines(marks: [1, 2]))
      #expect(try journal.files() == ["study.journal"])
    }
  }

  /// The timestamp of a lock does not show whether its owner is active: a clock may be wrong.
  @Test func `an old lock is abandoned only after being observed for the whole timeout`() throws {
    try withTemporaryJournal(of: lines(marks: [1])) { journal in
      try Kind.link.make(journal)
      var times = [timespec(tv_sec: 1, tv_nsec: 0), timespec(tv_sec: 1, tv_nsec: 0)]
      try #require(
        utimensat(AT_FDCWD, journal.lockPath, &times, AT_SYMLINK_NOFOLLOW) == 0)
      let hasAppended = Flag()
      let isWaiting = DispatchSemaphore(value: 0)
      try Threads.run(count: 2) { thread in
        if thread == 0 {
          isWaiting.wait()
          #expect(!hasAppended.isSet)
          try FileManager.default.removeItem(atPath: journal.lockPath)
        } else {
          defer { isWaiting.signal() }
          try storage(journal, signallingWait: isWaiting).append(marks: [2])
          hasAppended.set()
        }
      }
      #expect(try journal.storage.marks() == [1, 2])
    }
  }

  /// Processes of this library mark their links, so that a lost owner is detected sooner.
  @Test func `the lock of a crashed process of Attune is taken over soon`() async throws {
    try await withTemporaryJournal(of: lines(marks: [1])) { journal in
      await #expect(processExitsWith: .exitCode(7)) { [folder = journal.folder as String] in
        let storage = TemporaryJournal(folder: folder).storage
        _ = try storage.append(after: .start) { _ throws(StorageError) in _exit(7) }
      }
      #expect(try journal.files() == ["study.journal", "study.journal.lock"])
      #expect(try journal.storage.marks() == [1])
      try storageWithoutTimeouts(journal, foreign: .seconds(1000)).append(marks: [2])
      #expect(try journal.bytes() == lines(marks: [1, 2]))
      #expect(try journal.files() == ["study.journal"])
    }
  }

  @Test func `a temporary file that a crashed program left is not a lock`() throws {
    try withTemporaryJournal(of: lines(marks: [1])) { journal in
      let temporary = "study.journal.lock0b9f0ba6-2f7c-4c29-a1a4-1bd6f4a1d1a5.rename"
      try #require(
        FileManager.default.createFile(atPath: "\(journal.folder)/\(temporary)", contents: nil))
      try journal.storage.append(marks: [2])
      #expect(try journal.storage.marks() == [1, 2])
    }
  }

  @Test func `a lock that several threads take over stays exclusive`() throws {
    try withTemporaryJournal(of: lines(marks: [0])) { journal in
      try FileManager.default.createSymbolicLink(
        atPath: journal.lockPath, withDestinationPath: "\(journal.folder)/.//.//./study.journal")
      try Threads.run(count: 4) { _ in
        let storage = storageWithoutTimeouts(journal, foreign: .seconds(1000))
        for _ in 0..<10 {
          _ = try storage.append(after: .start) { batch throws(StorageError) in
            [.mark(batch.records.count)]
          }
        }
      }
      #expect(try journal.storage.marks() == Array(0...40))
      #expect(try journal.files() == ["study.journal"])
    }
  }
}
