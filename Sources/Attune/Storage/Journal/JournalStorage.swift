import Synchronization

/// A journal file in Optuna's own format: one record a line, appended, never changed.
///
/// Python Optuna, optuna-dashboard and this library read and write one file at the same time. A
/// missing file is created with the first record; its folder must exist.
///
/// Every append is one write followed by `fsync`, under Optuna's lock. A record cut short by a
/// crash is removed before the next append; readers pass over it.
public final class JournalStorage: Storage {
  /// The path of the file.
  public let path: String

  private let lock: JournalLock
  private let reader = Mutex(JournalReader())

  /// Creates a storage over the file at a path, which need not exist yet.
  public convenience init(path: String) {
    self.init(path: path, lockPatience: JournalLock.Patience())
  }

  /// Creates a storage that waits for abandoned locks as long as told.
  init(path: String, lockPatience: JournalLock.Patience) {
    self.path = path
    lock = JournalLock(journalPath: path, patience: lockPatience)
  }

  /// The path of the file.
  public var location: String? { path }

  /// The records after a position.
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
      return try reader.read(file, path: path, after: position).batch
    }
  }

  /// Appends what a closure decides upon in the light of all earlier records.
  ///
  /// - Throws: ``StorageError`` when the file cannot be written; nothing was appended then.
  public func append(
    after position: StoragePosition,
    deciding decide: (StorageBatch) throws(StorageError) -> [StorageRecord]
  ) throws(StorageError) -> StoragePosition {
    try reader.withLock { (reader) throws(StorageError) in
      let file = try openForAppending(isKnown: reader.hasSeenFile)
      return try lock.withLock(on: file) { () throws(StorageError) in
        let (batch, tail) = try reader.read(file, path: path, after: position)
        let records = try decide(batch)
        guard !records.isEmpty else { return batch.end }
        try removeTornTail(tail, of: file, at: batch.end)
        let bytes = JournalEncoder.lines(records)
        do throws(FileDescriptor.Failure) {
          try file.append(bytes)
          try file.synchronize()
        } catch {
          try? file.truncate(to: batch.end.offset)
          throw StorageError(
            .unwritable,
            "the journal \(path) cannot be written: \(error.description); "
              + "everything recorded before is intact, the last step was not recorded")
        }
        return StoragePosition(offset: batch.end.offset + bytes.count)
      }
    }
  }

  private func openForAppending(isKnown: Bool) throws(StorageError) -> FileDescriptor {
    do throws(FileDescriptor.Failure) {
      do throws(FileDescriptor.Failure) {
        return try FileDescriptor(appendingTo: path, createsIfMissing: false)
      } catch  where error.isMissing && !isKnown {
        let file = try FileDescriptor(appendingTo: path, createsIfMissing: true)
        try synchronizeFolder()
        return file
      }
    } catch {
      let advice =
        error.isMissing
        ? isKnown ? "it was there before: restore it" : "the folder \(folder) must exist"
        : "its file and folder must be writable"
      throw StorageError(
        .unwritable,
        "the journal \(path) cannot be opened for writing: \(error.description); \(advice)")
    }
  }

  /// A new file is there for good only when its folder is.
  private func synchronizeFolder() throws(FileDescriptor.Failure) {
    try FileDescriptor(reading: folder).synchronize()
  }

  private var folder: String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
  }

  /// Removes a record that a dying writer has not finished; nobody has counted on it.
  private func removeTornTail(
    _ tail: [UInt8], of file: borrowing FileDescriptor, at end: StoragePosition
  ) throws(StorageError) {
    guard let first = tail.first else { return }
    guard first == UInt8(ascii: "{"), !tail.contains(UInt8(ascii: "\n")) else {
      let line = JournalLines.number(at: end.offset, in: file)
      throw StorageError(
        .corrupt,
        "\(path), line \(line): the last line is not a record of a journal, so nothing can be "
          + "appended; if the file is a journal, remove that line")
    }
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
  public static func journal(_ path: String) -> JournalStorage {
    JournalStorage(path: path)
  }
}
