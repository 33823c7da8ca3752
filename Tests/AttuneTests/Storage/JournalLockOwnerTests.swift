import Foundation
import Synchronization
import Testing

@testable import Attune

/// Locks with a suspended owner, locks that were taken over, and locks that cannot be removed.
@Suite(.timeLimit(.minutes(5))) struct JournalLockOwnerTests {
  private static let noTimeouts = JournalLock.Timeouts(
    foreign: .zero, marked: .zero, removal: .zero, notice: .zero)

  private func makeLink(_ journal: TemporaryJournal, isMarked: Bool = true) throws {
    try FileManager.default.createSymbolicLink(
      atPath: journal.lockPath,
      withDestinationPath: isMarked ? "\(journal.folder)/.//.//./study.journal" : journal.path)
  }

  @Test(arguments: ["", "/.", "/../\(UUID().uuidString)/.."])
  func `a link of Attune is recognized for any path to the folder`(detour: String) throws {
    try withTemporaryJournal(of: lines(marks: [1])) { journal in
      try FileManager.default.createSymbolicLink(
        atPath: journal.lockPath,
        withDestinationPath: "\(journal.folder)\(detour)/.//.//./study.journal")
      let lock = try #require(try journal.storage.diagnose().lock)
      // The kernel's lock is free, so its owner is lost.
      #expect(lock.isAbandoned)
    }
  }

  @Test(arguments: ["/study.journal", "/./study.journal", "/././study.journal"])
  func `a link of Optuna is not recognized as one of Attune`(name: String) throws {
    try withTemporaryJournal(of: lines(marks: [1])) { journal in
      try FileManager.default.createSymbolicLink(
        atPath: journal.lockPath, withDestinationPath: journal.folder + name)
      let lock = try #require(try journal.storage.diagnose().lock)
      #expect(!lock.isAbandoned)
    }
  }

  // MARK: A suspended owner

  @Test func `waiting for a lock with a suspended owner shows one notice`() throws {
    try withTemporaryJournal(of: lines(marks: [1])) { journal in
      // A suspended process holds the kernel's lock and the link, and neither changes.
      let owner = open(journal.path, O_RDWR)
      try #require(flock(owner, LOCK_EX | LOCK_NB) == 0)
      try makeLink(journal)
      let messages = Messages()
      let (hasNotice, hasLaterNotice) = (
        DispatchSemaphore(value: 0), DispatchSemaphore(value: 0)
      )
      let hasAppended = Flag()
      try Threads.run(count: 3) { thread in
        switch thread {
        case 0:
          // By then the first storage has checked the lock again, which it must not break.
          hasLaterNotice.wait()
          #expect(!hasAppended.isSet)
          #expect(try journal.files() == ["study.journal", "study.journal.lock"])
          try FileManager.default.removeItem(atPath: journal.lockPath)
          close(owner)
        case 1:
          defer { hasNotice.signal() }
          let storage = JournalStorage(path: journal.path, lockTimeouts: Self.noTimeouts) {
            messages.add($0)
            hasNotice.signal()
          }
          try storage.append(marks: [2])
          hasAppended.set()
        default:
          hasNotice.wait()
          defer { hasLaterNotice.signal() }
          let timeouts = JournalLock.Timeouts(notice: .milliseconds(20))
          let storage = JournalStorage(path: journal.path, lockTimeouts: timeouts) { _ in
            hasLaterNotice.signal()
          }
          try storage.append(marks: [3])
          hasAppended.set()
        }
      }
      #expect(try journal.storage.marks().sorted() == [1, 2, 3])
      let message = try #require(messages.all.first)
      #expect(messages.all.count == 1)
      #expect(message.contains("Waiting to write to the journal \(journal.path)"))
      #if os(Linux)
        #expect(message.contains("the lock \(journal.lockPath) is held by process \(getpid())"))
      #endif
    }
  }

  @Test(arguments: [true, false])
  func `an old lock is abandoned only while the kernel's lock is free`(
    isOwnerAlive: Bool
  ) throws {
    try withTemporaryJournal(of: lines(marks: [1])) { journal in
      let owner = open(journal.path, O_RDWR)
      defer { close(owner) }
      if isOwnerAlive { try #require(flock(owner, LOCK_EX | LOCK_NB) == 0) }
      try makeLink(journal)
      var times = [timespec(tv_sec: 1, tv_nsec: 0), timespec(tv_sec: 1, tv_nsec: 0)]
      try #require(utimensat(AT_FDCWD, journal.lockPath, &times, AT_SYMLINK_NOFOLLOW) == 0)
      let lock = try #require(try journal.storage.diagnose().lock)
      #expect(lock.isAbandoned == !isOwnerAlive)
    }
  }

  // MARK: A lock that was taken over

  /// The actions of other processes while the owner of the lock was suspended.
  enum Takeover: CaseIterable, Sendable {
    case newLink, noLink, newRecord, newFile

    func happen(to journal: TemporaryJournal) throws {
      switch self {
      case .newLink:
        try FileManager.default.removeItem(atPath: journal.lockPath)
        try FileManager.default.createSymbolicLink(
          atPath: journal.lockPath, withDestinationPath: journal.path)
      case .noLink: try FileManager.default.removeItem(atPath: journal.lockPath)
      case .newRecord: try journal.append([UInt8](repeating: UInt8(ascii: "{"), count: 9))
      case .newFile:
        let bytes = try journal.bytes()
        try FileManager.default.removeItem(atPath: journal.path)
        try journal.write(bytes)
      }
    }
  }

  @Test(arguments: Takeover.allCases, ["", "{\"op_code\":1,"])
  func `a resumed process does not change the journal when its lock was taken over`(
    takeover: Takeover, tail: String
  ) throws {
    try withTemporaryJournal(of: lines(marks: [1]) + Array(tail.utf8)) { journal in
      var left: [UInt8] = []
      let error = try #require(throws: StorageError.self) {
        _ = try journal.storage.append(after: .start) { _ throws(StorageError) in
          do {
            try takeover.happen(to: journal)
            left = try journal.bytes()
          } catch {
            Issue.record(error)
          }
          return [.mark(2)]
        }
      }
      #expect(error.code == .unwritable)
      #expect(error.description.contains("the last step was not recorded"))
      #expect(try journal.bytes() == left)
      // The lock of its new owner is not removed.
      let files = try journal.files()
      #expect(files.contains("study.journal.lock") == (takeover == .newLink))
    }
  }

  @Test func `a study decides again when its lock was taken over in between`() throws {
    try withTemporaryJournal { journal in
      let other = try Study("s", storage: journal.storage, sampler: .random, seed: 1)
      let isBroken = Flag()
      let suspended = SuspendedStorage(journal.storage) {
        guard !isBroken.isSet else { return }
        isBroken.set()
        // Python Optuna does not use the kernel's lock, so it would break the link.
        try? FileManager.default.removeItem(atPath: journal.lockPath)
        let bytes = JournalEncoder.lines([
          LogRecord(
            worker: "optuna", operation: .createTrial(study: 0, TrialTemplate(startTime: .now())))
        ])
        try? journal.append(bytes)
      }
      let study = try Study("s", storage: suspended, sampler: .random, seed: 1)
      suspended.isActive.set()
      #expect(try study.ask().number == 1)
      #expect(isBroken.isSet)
      try other.refresh()
      #expect(other.trials.count == 2)
      #expect(TrialOwner(of: other.trials[1])?.worker == study.replica.worker)
      #expect(!study.isActive(0) && study.isActive(1))
    }
  }

  // MARK: A lock that cannot be removed

  @Test func `the error names a lock that cannot be removed`() throws {
    try withTemporaryJournal(of: lines(marks: [1])) { journal in
      // Even the superuser cannot unlink a folder.
      try FileManager.default.createDirectory(
        atPath: journal.lockPath, withIntermediateDirectories: false)
      let messages = Messages()
      let storage = JournalStorage(path: journal.path, lockTimeouts: Self.noTimeouts) {
        messages.add($0)
      }
      let error = try #require(throws: StorageError.self) { try storage.append(marks: [2]) }
      #expect(error.code == .unwritable)
      #expect(error.description.contains("the lock \(journal.lockPath) was left behind"))
      #expect(error.description.contains("cannot be removed"))
      #expect(try journal.storage.marks() == [1])
      #expect(try journal.files() == ["study.journal", "study.journal.lock"])
    }
  }

  /// A process waits for such a lock for some time, in case its owner removes it.
  @Test func `an append continues when the owner removes a lock that it could not remove`() throws {
    try withTemporaryJournal(of: lines(marks: [1])) { journal in
      try FileManager.default.createDirectory(
        atPath: journal.lockPath, withIntermediateDirectories: false)
      let timeouts = JournalLock.Timeouts(
        foreign: .zero, marked: .zero, removal: .seconds(1000), notice: .zero)
      let messages = Messages()
      let storage = JournalStorage(path: journal.path, lockTimeouts: timeouts) { message in
        messages.add(message)
        try? FileManager.default.removeItem(atPath: journal.lockPath)
      }
      try storage.append(marks: [2])
      #expect(try journal.storage.marks() == [1, 2])
      #expect(messages.all.count == 1)
      #expect(messages.all[0].contains("is abandoned and cannot be removed"))
    }
  }

  @Test(.enabled(if: Superuser.canDropPrivileges), arguments: [0o1777, 0o555] as [mode_t])
  func `the permissions of a folder can prevent removing a lock`(
    mode: mode_t
  ) async throws {
    try await withTemporaryJournal(of: lines(marks: [1])) { journal async throws in
      try FileManager.default.createSymbolicLink(
        atPath: journal.lockPath, withDestinationPath: "x")
      // Mode 1777 does not restrict the owner of the folder.
      let isBound = geteuid() == 0 || mode == 0o555
      chmod(journal.path, 0o666)
      chmod(journal.folder, mode)
      defer { chmod(journal.folder, 0o700) }
      await #expect(processExitsWith: .success) {
        [folder = journal.folder as String, isBound = isBound as Bool] in
        try Superuser.dropPrivileges()
        let journal = TemporaryJournal(folder: folder)
        let storage = JournalStorage(
          path: journal.path,
          lockTimeouts: JournalLock.Timeouts(
            foreign: .zero, marked: .zero, removal: .milliseconds(20), notice: .zero)
        ) { _ in }
        guard isBound else { return }
        let error = try #require(throws: StorageError.self) { try storage.append(marks: [2]) }
        #expect(error.description.contains("the lock \(journal.lockPath) was left behind"))
        #expect(try storage.marks() == [1])
      }
    }
  }

  /// With the suffix `.lock`, the longest of these names has the maximum length.
  @Test(arguments: [200, 230, 250])
  func `the lock of a journal with a long name is released`(length: Int) throws {
    try withTemporaryJournal(of: []) { journal in
      let name = String(repeating: "n", count: length)
      let storage = JournalStorage(path: "\(journal.folder)/\(name)")
      try storage.append(marks: [1])
      #expect(try journal.files() == [name, "study.journal"])
      try storage.append(marks: [2])
      #expect(try storage.marks() == [1, 2])
    }
  }
}

/// The messages shown to the user.
private final class Messages: Sendable {
  private let list = Mutex<[String]>([])

  var all: [String] { list.withLock { $0 } }

  func add(_ message: String) {
    list.withLock { $0.append(message) }
  }
}

/// A journal whose process is suspended between a decision and its append.
private final class SuspendedStorage: Storage {
  /// Set to suspend the process in later appends.
  let isActive = Flag()
  private let journal: JournalStorage
  private let suspend: @Sendable () -> Void

  init(_ journal: JournalStorage, _ suspend: @escaping @Sendable () -> Void) {
    self.journal = journal
    self.suspend = suspend
  }

  var displayName: String? { journal.displayName }
  var isShared: Bool { true }

  func listStudies() throws(StorageError) -> [StudyDescription] { try journal.listStudies() }

  func createStudy(_ template: StudyTemplate) throws(StorageError) -> Int? {
    try journal.createStudy(template)
  }

  func deleteStudy(_ study: Int) throws(StorageError) -> Bool { try journal.deleteStudy(study) }

  func changes(
    in study: Int, after position: StoragePosition
  ) throws(StorageError) -> StorageBatch {
    try journal.changes(in: study, after: position)
  }

  func commit(
    in study: Int, after position: StoragePosition,
    deciding decide: (StorageBatch) throws(StorageError) -> [StorageOperation]
  ) throws(StorageError) -> StorageCommit {
    try journal.commit(in: study, after: position) { batch throws(StorageError) in
      let operations = try decide(batch)
      if isActive.isSet { suspend() }
      return operations
    }
  }
}
