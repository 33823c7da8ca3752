import Foundation
import Testing

@testable import Attune

/// Optuna's lock beside the journal: a symbolic link, or a file.
///
/// The limit is for a lock that is never had: what waits in vain would wait for ever.
@Suite(.timeLimit(.minutes(5))) struct JournalLockTests {
  /// How another program makes the lock.
  enum Kind: CaseIterable {
    case link, danglingLink, file

    func make(_ journal: TemporaryJournal) throws {
      switch self {
      case .link: try Self.link(journal.lockPath, to: journal.path)
      // A relative journal path with a folder in it makes such a link.
      case .danglingLink: try Self.link(journal.lockPath, to: "sub/study.journal")
      case .file:
        try #require(FileManager.default.createFile(atPath: journal.lockPath, contents: nil))
      }
    }

    private static func link(_ path: String, to target: String) throws {
      try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: target)
    }
  }

  /// A storage that takes an abandoned lock over at once.
  private func impatient(
    _ journal: TemporaryJournal, foreign: Duration = .zero, marked: Duration = .zero
  ) -> JournalStorage {
    JournalStorage(
      path: journal.path, lockTimeouts: JournalLock.Timeouts(foreign: foreign, marked: marked))
  }

  // MARK: Taking and giving back

  @Test func `the lock leads to the journal while records are decided upon`() throws {
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

  @Test func `the lock is given back when nothing is decided, and when deciding fails`() throws {
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

  @Test func `a lock that cannot be made is reported`() throws {
    try withTemporaryJournal(of: lines(marks: [1])) { journal in
      // Its name is too long for a link beside it, though not for the file itself.
      let name = String(repeating: "n", count: 253)
      let path = "\(journal.folder)/\(name)"
      let error = try #require(throws: StorageError.self) {
        try JournalStorage(path: path).append(marks: [1])
      }
      #expect(error.code == .unwritable)
      #expect(error.description.contains("the lock \(path).lock cannot be made"))
    }
  }

  // MARK: Waiting

  @Test(arguments: Kind.allCases)
  func `a lock that another program holds is waited for`(kind: Kind) throws {
    try withTemporaryJournal(of: lines(marks: [1])) { journal in
      try kind.make(journal)
      let hasAppended = Flag()
      try Threads.run(count: 2) { thread in
        if thread == 0 {
          try holdUntilWanted(journal, unless: hasAppended)
          #expect(!hasAppended.isSet)
          try journal.append(lines(marks: [2]))
          try FileManager.default.removeItem(atPath: journal.lockPath)
        } else {
          _ = try journal.storage.append(after: .start) { batch throws(StorageError) in
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

  /// Returns when somebody stands before the lock: who waits for it holds the kernel's lock.
  private func holdUntilWanted(_ journal: TemporaryJournal, unless hasAppended: Flag) throws {
    for _ in 0..<100_000 where !hasAppended.isSet {
      let file = open(journal.path, O_RDONLY)
      defer { close(file) }
      if flock(file, LOCK_EX | LOCK_NB) != 0 { return }
      flock(file, LOCK_UN)
      // Each look takes the kernel's lock for a moment, so others get time in between.
      for _ in 0..<100 { sched_yield() }
    }
    // Nobody is to wait for it when the test has failed.
    try FileManager.default.removeItem(atPath: journal.lockPath)
    throw StorageError(.unreadable, "nobody waits for the lock")
  }

  @Test func `who decides keeps others waiting`() throws {
    try withTemporaryJournal(of: []) { journal in
      let hasAppended = Flag()
      let isDeciding = DispatchSemaphore(value: 0)
      try Threads.run(count: 2) { thread in
        if thread == 0 {
          _ = try journal.storage.append(after: .start) { _ throws(StorageError) in
            isDeciding.signal()
            // Long enough for the other to come in, if anything lets it.
            for _ in 0..<2000 { sched_yield() }
            #expect(!hasAppended.isSet)
            return [.mark(1)]
          }
        } else {
          isDeciding.wait()
          _ = try journal.storage.append(after: .start) { batch throws(StorageError) in
            #expect(batch.records == [.mark(1)])
            hasAppended.set()
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
      try impatient(journal, marked: .seconds(1000)).append(marks: [2])
      #expect(try journal.bytes() == lines(marks: [1, 2]))
      #expect(try journal.files() == ["study.journal"])
    }
  }

  /// A clock that is wrong, or a file of old, says nothing about whether the holder is at work.
  @Test func `an old lock is not abandoned until it was watched for the whole time`() throws {
    try withTemporaryJournal(of: lines(marks: [1])) { journal in
      try Kind.link.make(journal)
      var times = [timespec(tv_sec: 1, tv_nsec: 0), timespec(tv_sec: 1, tv_nsec: 0)]
      try #require(
        utimensat(AT_FDCWD, journal.lockPath, &times, AT_SYMLINK_NOFOLLOW) == 0)
      let hasAppended = Flag()
      try Threads.run(count: 2) { thread in
        if thread == 0 {
          try holdUntilWanted(journal, unless: hasAppended)
          #expect(!hasAppended.isSet)
          try FileManager.default.removeItem(atPath: journal.lockPath)
        } else {
          try impatient(journal, foreign: .seconds(1000)).append(marks: [2])
          hasAppended.set()
        }
      }
      #expect(try journal.storage.marks() == [1, 2])
    }
  }

  /// Processes of this library mark their links, so that a dead one is told sooner.
  @Test func `the lock of a process of ours that died is taken over soon`() async throws {
    try await withTemporaryJournal(of: lines(marks: [1])) { journal in
      await #expect(processExitsWith: .exitCode(7)) { [folder = journal.folder as String] in
        let storage = TemporaryJournal(folder: folder).storage
        _ = try storage.append(after: .start) { _ throws(StorageError) in _exit(7) }
      }
      #expect(try journal.files() == ["study.journal", "study.journal.lock"])
      #expect(try journal.storage.marks() == [1])
      try impatient(journal, foreign: .seconds(1000)).append(marks: [2])
      #expect(try journal.bytes() == lines(marks: [1, 2]))
      #expect(try journal.files() == ["study.journal"])
    }
  }

  @Test func `what a crashed program left of its lock is no lock`() throws {
    try withTemporaryJournal(of: lines(marks: [1])) { journal in
      let junk = "study.journal.lock0b9f0ba6-2f7c-4c29-a1a4-1bd6f4a1d1a5.rename"
      try #require(
        FileManager.default.createFile(atPath: "\(journal.folder)/\(junk)", contents: nil))
      try journal.storage.append(marks: [2])
      #expect(try journal.storage.marks() == [1, 2])
    }
  }

  @Test func `of several who take a lock over each still has it alone`() throws {
    try withTemporaryJournal(of: lines(marks: [0])) { journal in
      try FileManager.default.createSymbolicLink(
        atPath: journal.lockPath, withDestinationPath: "\(journal.folder)/.//.//./study.journal")
      try Threads.run(count: 4) { _ in
        let storage = impatient(journal, foreign: .seconds(1000))
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
