import Foundation
import Synchronization
import Testing

@testable import Attune

/// Locks whose owner is alive but stopped, locks that were taken over, and locks that cannot be removed.
@Suite(.timeLimit(.minutes(5))) struct JournalLockOwnerTests {
  private static let impatient = JournalLock.Timeouts(
    foreign: .zero, marked: .zero, removal: .zero, notice: .zero)

  private func makeLink(_ journal: TemporaryJournal, isMarked: Bool = true) throws {
    try FileManager.default.createSymbolicLink(
      atPath: journal.lockPath,
      withDestinationPath: isMarked ? "\(journal.folder)/.//.//./study.journal" : journal.path)
  }

  @Test(arguments: ["", "/.", "/../\(UUID().uuidString)/.."])
  func `a link counts as ours however the folder of the journal is spelled`(detour: String) throws {
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
  func `a link of Optuna's is not ours, however it is spelled`(name: String) throws {
    try withTemporaryJournal(of: lines(marks: [1])) { journal in
      try FileManager.default.createSymbolicLink(
        atPath: journal.lockPath, withDestinationPath: journal.folder + name)
      let lock = try #require(try journal.storage.diagnose().lock)
      #expect(!lock.isAbandoned)
    }
  }

  // MARK: An owner that is stopped

  @Test func `a lock whose owner is stopped is waited for, and the user is told once`() throws {
    try withTemporaryJournal(of: lines(marks: [1])) { journal in
      // As a stopped process has them: the kernel's lock and the link, which do not change.
      let owner = open(journal.path, O_RDWR)
      try #require(flock(owner, LOCK_EX | LOCK_NB) == 0)
      try makeLink(journal)
      let messages = Messages()
      let isTold = DispatchSemaphore(value: 0)
      let hasAppended = Flag()
      try Threads.run(count: 2) { thread in
        if thread == 0 {
          isTold.wait()
          // Long enough for the other to break the lock, if anything lets it.
          for _ in 0..<5000 { sched_yield() }
          #expect(!hasAppended.isSet)
          #expect(try journal.files() == ["study.journal", "study.journal.lock"])
          try FileManager.default.removeItem(atPath: journal.lockPath)
          close(owner)
        } else {
          let storage = JournalStorage(path: journal.path, lockTimeouts: Self.impatient) {
            messages.add($0)
            isTold.signal()
          }
          try storage.append(marks: [2])
          hasAppended.set()
        }
      }
      #expect(try journal.bytes() == lines(marks: [1, 2]))
      let message = try #require(messages.all.first)
      #expect(messages.all.count == 1)
      #expect(message.contains("Waiting to write to the journal \(journal.path)"))
      #if os(Linux)
        #expect(message.contains("the lock \(journal.lockPath) is held by process \(getpid())"))
      #endif
    }
  }

  @Test(arguments: [true, false])
  func `an old lock counts as abandoned only while the kernel's lock is free`(
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

  /// What others did while the owner of the lock was stopped.
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
  func `a process that was stopped neither writes nor cuts once its lock was taken over`(
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
      // The lock of the process that has it now stays.
      let files = try journal.files()
      #expect(files.contains("study.journal.lock") == (takeover == .newLink))
    }
  }

  @Test func `a study decides anew when its lock was taken over in between`() throws {
    try withTemporaryJournal { journal in
      let other = try Study("s", storage: journal.storage, sampler: .random, seed: 1)
      let isBroken = Flag()
      let stopped = StoppedStorage(journal.storage) {
        guard !isBroken.isSet else { return }
        isBroken.set()
        // Python Optuna would do this: it does not know the kernel's lock.
        try? FileManager.default.removeItem(atPath: journal.lockPath)
        let bytes = JournalEncoder.lines([
          StorageRecord(
            worker: "optuna", operation: .createTrial(study: 0, TrialTemplate(startTime: .now())))
        ])
        try? journal.append(bytes)
      }
      let study = try Study("s", storage: stopped, sampler: .random, seed: 1)
      stopped.isActive.set()
      #expect(try study.ask().number == 1)
      #expect(isBroken.isSet)
      try other.refresh()
      #expect(other.trials.count == 2)
      #expect(TrialOwner(of: other.trials[1])?.worker == study.replica.worker)
      #expect(!study.isActive(0) && study.isActive(1))
    }
  }

  // MARK: A lock that cannot be removed

  @Test func `a lock that cannot be removed is an error that names it`() throws {
    try withTemporaryJournal(of: lines(marks: [1])) { journal in
      // Not even the superuser unlinks a folder.
      try FileManager.default.createDirectory(
        atPath: journal.lockPath, withIntermediateDirectories: false)
      let messages = Messages()
      let storage = JournalStorage(path: journal.path, lockTimeouts: Self.impatient) {
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

  /// Such a lock is waited for, for a while, in case its owner removes it.
  @Test func `who waits for a lock that cannot be removed goes on when it is gone`() throws {
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

  @Test(.enabled(if: Superuser.canBeGivenUp), arguments: [0o1777, 0o555] as [mode_t])
  func `the permissions of a folder can keep a lock from being removed`(
    mode: mode_t
  ) async throws {
    try await withTemporaryJournal(of: lines(marks: [1])) { journal async throws in
      try FileManager.default.createSymbolicLink(
        atPath: journal.lockPath, withDestinationPath: "x")
      // Mode 1777 does not keep the owner of the folder from anything.
      let isBound = geteuid() == 0 || mode == 0o555
      chmod(journal.path, 0o666)
      chmod(journal.folder, mode)
      defer { chmod(journal.folder, 0o700) }
      await #expect(processExitsWith: .success) {
        [folder = journal.folder as String, isBound = isBound as Bool] in
        try Superuser.giveUp()
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

  /// A name that leaves room for `.lock` leaves none for more.
  @Test(arguments: [200, 230, 250])
  func `the lock of a journal with a long name is given back`(length: Int) throws {
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

/// What was shown to the user.
private final class Messages: Sendable {
  private let list = Mutex<[String]>([])

  var all: [String] { list.withLock { $0 } }

  func add(_ message: String) {
    list.withLock { $0.append(message) }
  }
}

/// A journal whose process is stopped between its decisions and their records.
private final class StoppedStorage: Storage {
  /// Set when the process is to be stopped from now on.
  let isActive = Flag()
  private let journal: JournalStorage
  private let stop: @Sendable () -> Void

  init(_ journal: JournalStorage, _ stop: @escaping @Sendable () -> Void) {
    self.journal = journal
    self.stop = stop
  }

  var location: String? { journal.location }

  func records(after position: StoragePosition) throws(StorageError) -> StorageBatch {
    try journal.records(after: position)
  }

  func append(
    after position: StoragePosition,
    deciding decide: (StorageBatch) throws(StorageError) -> [StorageRecord]
  ) throws(StorageError) -> StoragePosition {
    try journal.append(after: position) { batch throws(StorageError) in
      let records = try decide(batch)
      if isActive.isSet { stop() }
      return records
    }
  }
}
