import Synchronization

/// A journal file in Optuna's format: one record per line, append-only.
///
/// Python Optuna, optuna-dashboard and this library can read and write the same file at the same time.
/// The first record creates the file if it does not exist; its folder must exist.
///
/// Every append is one write while holding Optuna's lock, and survives the end of the process.
/// ``JournalDurability`` determines which appends also wait for `fsync`. Readers ignore a record that
/// was truncated by a crash, and the next append removes it.
public final class JournalStorage: Sendable {
  /// The path of the file.
  public let path: String

  /// Which records an append waits for until they have reached the disk.
  public let durability: JournalDurability

  let lock: JournalLock

  /// The identifier of this writer in its records.
  let worker = "\(UUID.random())-\(ProcessIdentity.current.number)"

  private let reader = Mutex(JournalReader())

  /// Which ids the records assign; locked after the reader.
  let index = Mutex(JournalIndex())

  /// Whether an `fsync` has failed.
  private let hasFailedToSynchronize = Atomic(false)

  /// Creates a storage for the file at a path, which need not exist yet.
  public convenience init(path: String, durability: JournalDurability = .finishedTrials) {
    self.init(path: path, durability: durability, lockTimeouts: JournalLock.Timeouts())
  }

  /// Creates a storage with timeouts for abandoned locks.
  init(
    path: String, durability: JournalDurability = .finishedTrials,
    lockTimeouts: JournalLock.Timeouts,
    report: @escaping @Sendable (String) -> Void = { Terminal.errors.write($0) }
  ) {
    self.path = path
    self.durability = durability
    lock = JournalLock(journalPath: path, timeouts: lockTimeouts, report: report)
  }

  /// The approximate number of records in a batch, which limits the memory for reading a large file.
  private static var batchSize: Int { 1 << 16 }

  // MARK: Log

  /// Returns the next records after a position.
  ///
  /// - Throws: ``StorageError`` when the file cannot be read or a line is not a valid record; the error
  ///   names the line.
  package func records(after position: LogPosition) throws(StorageError) -> LogBatch {
    try reader.withLock { (reader) throws(StorageError) in
      try records(after: position, &reader)
    }
  }

  private func records(
    after position: LogPosition, _ reader: inout JournalReader
  ) throws(StorageError) -> LogBatch {
    let file: FileDescriptor
    do throws(SystemError) {
      file = try FileDescriptor(reading: path)
    } catch  where error.isMissing && !reader.hasSeenFile {
      return LogBatch(records: [], end: .start)
    } catch {
      throw StorageError(
        .unreadable, "the journal \(path) cannot be read: \(error.description)",
        underlyingError: error)
    }
    return try reader.read(file, path: path, after: position, limit: Self.batchSize).batch
  }

  /// Appends the records that a closure returns, given all records that are new to the caller.
  ///
  /// - Returns: The end of the appended records, where the next batch begins.
  /// - Throws: ``StorageError`` when the file cannot be written; then nothing was appended.
  @discardableResult
  package func append(
    after position: LogPosition,
    deciding decide: (LogBatch) throws(StorageError) -> [LogRecord]
  ) throws(StorageError) -> LogPosition {
    try append(after: position, deciding: decide) { _, _ in }
  }

  /// Appends the records that a closure returns, given all records that are new to the caller.
  ///
  /// - Parameters:
  ///   - position: The end of the records that the caller has already read.
  ///   - decide: Called once; returns the records to append, which may be none.
  ///   - conclude: Called with the records and their end once they are appended, before any other thread
  ///     can use the journal.
  /// - Throws: ``StorageError`` when the file cannot be written; then nothing was appended. After a
  ///   failed `fsync`, all later calls throw as well: the system reports the failure once and may have
  ///   discarded the data, so a later successful `fsync` would prove nothing.
  @discardableResult
  func append(
    after position: LogPosition,
    deciding decide: (LogBatch) throws(StorageError) -> [LogRecord],
    conclude: ([LogRecord], LogPosition) -> Void
  ) throws(StorageError) -> LogPosition {
    try reader.withLock { (reader) throws(StorageError) in
      guard !hasFailedToSynchronize.load(ordering: .relaxed) else {
        throw StorageError(
          .unwritable,
          "the journal \(path) is no longer written to, because an earlier record could not be "
            + "written to the disk; check the disk and start the program again")
      }
      let file = try openForAppending(isKnown: reader.hasSeenFile)
      return try lock.withLock(on: file) { link throws(StorageError) in
        let (batch, tail) = try reader.read(file, path: path, after: position)
        let hold = Hold(link: link, size: size(of: file))
        let records = try decide(batch)
        guard !records.isEmpty else {
          conclude([], batch.end)
          return batch.end
        }
        let bytes = JournalEncoder.lines(records)
        if !tail.isEmpty {
          try removeTornTail(tail, of: file, at: batch.end, hold)
        }
        try check(file, Hold(link: link, size: batch.end.offset))
        try write(
          bytes, to: file, at: batch.end, link, synchronizing: durability.synchronizes(records))
        let end = LogPosition(offset: batch.end.offset + bytes.count)
        conclude(records, end)
        return end
      }
    }
  }

  // MARK: Files

  /// The lock and the size of the journal that this process expects while it holds the lock.
  private struct Hold {
    let link: JournalLock.Link
    let size: Int?
  }

  /// Checks that this process still holds the lock and that no other process has changed the journal.
  ///
  /// A process can be suspended at any instant, for long enough that Python Optuna breaks its lock.
  private func check(_ file: borrowing FileDescriptor, _ hold: Hold) throws(StorageError) {
    let status = try? file.status()
    guard lock.isHeld(hold.link), let status, status.size == hold.size,
      status.identity == FileDescriptor.identity(of: path)
    else {
      throw StorageError(
        .unwritable,
        "the lock \(path).lock was taken over by another process, or the journal was replaced, while "
          + "this process was suspended; the last step was not recorded. Run the program again",
        isRetryable: true)
    }
  }

  private func size(of file: borrowing FileDescriptor) -> Int? {
    try? file.status().size
  }

  /// Writes lines, and truncates the file to its previous size if that fails.
  private func write(
    _ bytes: [UInt8], to file: borrowing FileDescriptor, at end: LogPosition,
    _ link: JournalLock.Link, synchronizing: Bool
  ) throws(StorageError) {
    do throws(SystemError) {
      try file.append(bytes)
    } catch {
      throw unwritable(error, removePartialRecord(file, to: end, link))
    }
    guard synchronizing else { return }
    do throws(SystemError) {
      try file.synchronize()
    } catch {
      hasFailedToSynchronize.store(true, ordering: .relaxed)
      throw unwritable(error, removePartialRecord(file, to: end, link))
    }
  }

  /// Removes a partially written record.
  ///
  /// - Returns: The end of an error message: what is recorded of the last step.
  private func removePartialRecord(
    _ file: borrowing FileDescriptor, to end: LogPosition, _ link: JournalLock.Link
  ) -> String {
    guard lock.isHeld(link) else {
      return "the last step may be partially recorded, because another process has taken over the "
        + "lock"
    }
    do throws(SystemError) {
      try file.truncate(to: end.offset)
      return "the last step was not recorded"
    } catch {
      return "the last step may be partially recorded, because the file could not be truncated "
        + "(\(error.description))"
    }
  }

  private func unwritable(
    _ failure: SystemError, _ rest: String
  ) -> StorageError {
    StorageError(
      .unwritable,
      "the journal \(path) cannot be written: \(failure.description); "
        + "everything recorded before is intact, \(rest)",
      underlyingError: failure)
  }

  private func openForAppending(isKnown: Bool) throws(StorageError) -> FileDescriptor {
    do throws(SystemError) {
      do throws(SystemError) {
        return try FileDescriptor(appendingTo: path, createsIfMissing: false)
      } catch  where error.isMissing && !isKnown {
        let file = try FileDescriptor(appendingTo: path, createsIfMissing: true)
        if durability != .unsynchronized { try synchronizeFolder() }
        return file
      }
    } catch {
      let missing =
        isKnown
        ? "it was removed while in use: restore it"
        : "the folder \(Self.folder(of: path)) must exist"
      let advice = (error.isMissing ? missing : error.advice).map { "; \($0)" } ?? ""
      throw StorageError(
        .unwritable,
        "the journal \(path) cannot be opened for writing: \(error.description)\(advice)",
        underlyingError: error)
    }
  }

  /// Synchronizes the folder, without which the entry of a new file is not durable.
  private func synchronizeFolder() throws(SystemError) {
    try FileDescriptor(reading: Self.folder(of: path)).synchronize()
  }

  /// Returns the folder that contains a file.
  static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
  }

  /// Removes an incomplete record that a crashed writer left; no reader has accepted it.
  ///
  /// After a power failure, the file may end with zeros instead of a record.
  private func removeTornTail(
    _ tail: [UInt8], of file: borrowing FileDescriptor, at end: LogPosition, _ hold: Hold
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
    do throws(SystemError) {
      try file.truncate(to: end.offset)
    } catch {
      throw StorageError(
        .unwritable, "the incomplete last line of \(path) cannot be removed: \(error.description)",
        underlyingError: error)
    }
  }
}

extension Storage where Self == JournalStorage {
  /// A journal file, which is created if it does not exist.
  ///
  /// - Parameters:
  ///   - path: The path of the file; its folder must exist.
  ///   - durability: Which records an append waits for until they have reached the disk. In all modes,
  ///     records survive the end of the process at any instant.
  public static func journal(
    _ path: String, durability: JournalDurability = .finishedTrials
  ) -> JournalStorage {
    JournalStorage(path: path, durability: durability)
  }
}
