import Synchronization

/// A journal file in Optuna's own format: one record a line, appended, never changed.
///
/// Python Optuna, optuna-dashboard and this library read and write one file at the same time. A
/// missing file is created with the first record; its folder must exist.
///
/// Every append is one write under Optuna's lock, and survives the process from then on;
/// ``JournalDurability`` says which ones wait for `fsync` as well. A record cut short by a crash is
/// removed before the next append; readers pass over it.
public final class JournalStorage: Storage {
  /// The path of the file.
  public let path: String

  /// What it waits for until it has reached the medium.
  public let durability: JournalDurability

  let lock: JournalLock
  private let reader = Mutex(JournalReader())

  /// Whether the medium has failed to take what was written.
  private let hasFailedToSynchronize = Atomic(false)

  /// Creates a storage over the file at a path, which need not exist yet.
  public convenience init(path: String, durability: JournalDurability = .finishedTrials) {
    self.init(path: path, durability: durability, lockTimeouts: JournalLock.Timeouts())
  }

  /// Creates a storage that waits for abandoned locks as long as told.
  init(
    path: String, durability: JournalDurability = .finishedTrials,
    lockTimeouts: JournalLock.Timeouts,
    report: @escaping @Sendable (String) -> Void = { Terminal.errors.write($0) }
  ) {
    self.path = path
    self.durability = durability
    lock = JournalLock(journalPath: path, timeouts: lockTimeouts, report: report)
  }

  /// The path of the file.
  public var location: String? { path }

  /// About how many records are handed out at a time, so that memory need not hold those of a large
  /// file at once.
  private static var batchSize: Int { 1 << 16 }

  /// The next records after a position.
  ///
  /// - Throws: ``StorageError`` when the file cannot be read, or names the line that is no record.
  public func records(after position: StoragePosition) throws(StorageError) -> StorageBatch {
    try reader.withLock { (reader) throws(StorageError) in
      let file: FileDescriptor
      do throws(FileDescriptor.Failure) {
        file = try FileDescriptor(reading: path)
      } catch  where error.isMissing && !reader.hasSeenFile {
        return StorageBatch(records: [], end: .start)
      } catch {
        throw StorageError(.unreadable, "the journal \(path) cannot be read: \(error.description)")
      }
      return try reader.read(file, path: path, after: position, limit: Self.batchSize).batch
    }
  }

  /// Appends what a closure decides upon in the light of all earlier records.
  ///
  /// - Throws: ``StorageError`` when the file cannot be written; nothing was appended then. When
  ///   `fsync` fails, all later calls throw as well: the system reports that once and may have
  ///   dropped what it could not write, so that a later success would mean nothing.
  public func append(
    after position: StoragePosition,
    deciding decide: (StorageBatch) throws(StorageError) -> [StorageRecord]
  ) throws(StorageError) -> StoragePosition {
    try reader.withLock { (reader) throws(StorageError) in
      guard !hasFailedToSynchronize.load(ordering: .relaxed) else {
        throw StorageError(
          .unwritable,
          "nothing more is written to the journal \(path), since the medium failed to take an "
            + "earlier record; check the medium and start the program again")
      }
      let file = try openForAppending(isKnown: reader.hasSeenFile)
      return try lock.withLock(on: file) { link throws(StorageError) in
        let (batch, tail) = try reader.read(file, path: path, after: position)
        let hold = Hold(link: link, size: size(of: file))
        let records = try decide(batch)
        guard !records.isEmpty else { return batch.end }
        let bytes = JournalEncoder.lines(records)
        if !tail.isEmpty {
          try removeTornTail(tail, of: file, at: batch.end, hold)
        }
        try check(file, Hold(link: link, size: batch.end.offset))
        try write(
          bytes, to: file, at: batch.end, link, synchronizing: durability.synchronizes(records))
        return StoragePosition(offset: batch.end.offset + bytes.count)
      }
    }
  }

  /// What the journal is like as long as this process alone changes it.
  private struct Hold {
    let link: JournalLock.Link
    let size: Int?
  }

  /// Makes sure that this process still has the lock, and no other one has changed the journal.
  ///
  /// A process can be stopped at any instant, for long enough that Python Optuna breaks its lock.
  private func check(_ file: borrowing FileDescriptor, _ hold: Hold) throws(StorageError) {
    let status = try? file.status()
    guard lock.isHeld(hold.link), let status, status.size == hold.size,
      status.identity == FileDescriptor.identity(of: path)
    else {
      throw StorageError(
        .unwritable,
        "the lock \(path).lock was taken over by another process, or the journal was replaced, while "
          + "this process was stopped; the last step was not recorded. Run the program again",
        isRetryable: true)
    }
  }

  private func size(of file: borrowing FileDescriptor) -> Int? {
    try? file.status().size
  }

  /// Writes lines, and cuts the file back when that fails.
  private func write(
    _ bytes: [UInt8], to file: borrowing FileDescriptor, at end: StoragePosition,
    _ link: JournalLock.Link, synchronizing: Bool
  ) throws(StorageError) {
    do throws(FileDescriptor.Failure) {
      try file.append(bytes)
    } catch {
      throw unwritable(error, cutBack(file, to: end, link))
    }
    guard synchronizing else { return }
    do throws(FileDescriptor.Failure) {
      try file.synchronize()
    } catch {
      hasFailedToSynchronize.store(true, ordering: .relaxed)
      throw unwritable(error, cutBack(file, to: end, link))
    }
  }

  /// Removes what was written in part; returns what is left of the step, for a message.
  private func cutBack(
    _ file: borrowing FileDescriptor, to end: StoragePosition, _ link: JournalLock.Link
  ) -> String {
    guard lock.isHeld(link) else {
      return "the last step may be recorded in part, since another process has taken the lock over"
    }
    do throws(FileDescriptor.Failure) {
      try file.truncate(to: end.offset)
      return "the last step was not recorded"
    } catch {
      return "the last step may be recorded in part, since the file could not be cut back either "
        + "(\(error.description))"
    }
  }

  private func unwritable(
    _ failure: FileDescriptor.Failure, _ rest: String
  ) -> StorageError {
    StorageError(
      .unwritable,
      "the journal \(path) cannot be written: \(failure.description); "
        + "everything recorded before is intact, \(rest)")
  }

  private func openForAppending(isKnown: Bool) throws(StorageError) -> FileDescriptor {
    do throws(FileDescriptor.Failure) {
      do throws(FileDescriptor.Failure) {
        return try FileDescriptor(appendingTo: path, createsIfMissing: false)
      } catch  where error.isMissing && !isKnown {
        let file = try FileDescriptor(appendingTo: path, createsIfMissing: true)
        if durability != .unsynchronized { try synchronizeFolder() }
        return file
      }
    } catch {
      let missing =
        isKnown
        ? "it was there before: restore it" : "the folder \(Self.folder(of: path)) must exist"
      let advice = (error.isMissing ? missing : error.advice).map { "; \($0)" } ?? ""
      throw StorageError(
        .unwritable,
        "the journal \(path) cannot be opened for writing: \(error.description)\(advice)")
    }
  }

  /// A new file is there for good only when its folder is.
  private func synchronizeFolder() throws(FileDescriptor.Failure) {
    try FileDescriptor(reading: Self.folder(of: path)).synchronize()
  }

  /// The folder that a file is in.
  static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
  }

  /// Removes a record that a dying writer has not finished; nobody has counted on it.
  ///
  /// After a loss of power zeros may stand where a record was going to be.
  private func removeTornTail(
    _ tail: [UInt8], of file: borrowing FileDescriptor, at end: StoragePosition, _ hold: Hold
  ) throws(StorageError) {
    guard let first = tail.first else { return }
    guard first == UInt8(ascii: "{") || first == 0, !tail.contains(UInt8(ascii: "\n")) else {
      let line = JournalLines.number(at: end.offset, in: file)
      throw StorageError(
        .corrupt,
        "\(path), line \(line): the last line is not a record of a journal, so nothing can be "
          + "appended; if the file is a journal, remove that line")
    }
    try check(file, hold)
    do throws(FileDescriptor.Failure) {
      try file.truncate(to: end.offset)
    } catch {
      throw StorageError(
        .unwritable, "the torn last line of \(path) cannot be removed: \(error.description)")
    }
  }
}

extension Storage where Self == JournalStorage {
  /// A journal file, created when it does not exist and continued when it does.
  ///
  /// - Parameters:
  ///   - path: Where the file is or is to be; its folder must exist.
  ///   - durability: What is waited for until it has reached the medium; all modes survive the end of
  ///     the process at any instant.
  public static func journal(
    _ path: String, durability: JournalDurability = .finishedTrials
  ) -> JournalStorage {
    JournalStorage(path: path, durability: durability)
  }
}
