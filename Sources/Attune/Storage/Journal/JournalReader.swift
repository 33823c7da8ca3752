/// Reads what is new in a journal and turns it into records.
struct JournalReader {
  private let pieceSize: Int
  private var identity: FileDescriptor.Identity?
  private var decoder = JournalDecoder()

  /// Creates a reader that has seen no file.
  ///
  /// - Parameter pieceSize: How many bytes are read at a time, so that memory need not hold the text
  ///   of all records as well.
  init(pieceSize: Int = 1 << 16) {
    self.pieceSize = pieceSize
  }

  /// The first number that is not held exactly; nil when all are.
  var roundedNumber: JSONValue? { decoder.roundedNumber }

  /// Whether the file was there at some time.
  var hasSeenFile: Bool { identity != nil }

  /// The records behind a position, and the bytes behind the last of them.
  ///
  /// - Parameter limit: After about how many records to stop.
  mutating func read(
    _ file: borrowing FileDescriptor, path: String, after position: StoragePosition,
    limit: Int = .max
  ) throws(StorageError) -> (batch: StorageBatch, tail: [UInt8]) {
    let size = try size(of: file, path: path, after: position)
    var records: [StorageRecord] = []
    var start = position.offset
    var length = pieceSize
    var tail: [UInt8]
    repeat {
      let piece = start..<min(start + length, size)
      let bytes = try Self.bytes(piece, of: file, path: path)
      let used = try decode(bytes, at: start, of: file, path: path, into: &records)
      if start == position.offset, used > 0 {
        // Lines are much of a length, so room for all records can be made at once.
        records.reserveCapacity(min(records.count * (size - start) / used, limit))
      }
      start += used
      tail = Array(bytes[used...])
      // A line that is cut off is read again from its start; one that fills a piece, in a larger one.
      length = used == 0 ? length * 2 : pieceSize
      if bytes.count < piece.count { break }
    } while start + tail.count < size && records.count < limit
    let end = StoragePosition(offset: start)
    guard end != .start || JournalLines.mayBecomeRecord(tail) else {
      throw StorageError(.corrupt, "the file \(path) is not a journal; give another path")
    }
    return (StorageBatch(records: records, end: end), tail)
  }

  /// Adds the records of whole lines; returns how many bytes they take.
  private mutating func decode(
    _ bytes: [UInt8], at offset: Int, of file: borrowing FileDescriptor, path: String,
    into records: inout [StorageRecord]
  ) throws(StorageError) -> Int {
    var start = 0
    do throws(JournalFormatError) {
      try bytes.withUnsafeBufferPointer { bytes throws(JournalFormatError) in
        var lines = JournalLines(UnsafeRawBufferPointer(bytes))
        defer { start = lines.start }
        while let record = try lines.next(&decoder) { records.append(record) }
      }
    } catch {
      let line = JournalLines.number(at: offset + start, in: file)
      let advice =
        error.isUnsupported
        ? "Python Optuna reads it, and no value here holds it; read the journal with Optuna"
        : line == 1
          ? "if the file is no journal, give another path"
          : "the lines before are intact: repair or remove this one, or save what can be read with "
            + "`attune doctor --repair NEW`"
      throw StorageError(.corrupt, "\(path), line \(line): \(error.reason); \(advice)")
    }
    return start
  }

  /// The size of the file, which must be the one seen before.
  private mutating func size(
    of file: borrowing FileDescriptor, path: String, after position: StoragePosition
  ) throws(StorageError) -> Int {
    let (size, current): (Int, FileDescriptor.Identity)
    do throws(FileDescriptor.Failure) {
      (size, current) = try file.status()
    } catch {
      throw Self.unreadable(path, error)
    }
    guard identity ?? current == current, size >= position.offset else {
      throw StorageError(
        .corrupt,
        "the journal \(path) was replaced or cut while it was in use; restore it, or open the study "
          + "anew")
    }
    identity = current
    return size
  }

  private static func bytes(
    _ range: Range<Int>, of file: borrowing FileDescriptor, path: String
  ) throws(StorageError) -> [UInt8] {
    do throws(FileDescriptor.Failure) {
      return try file.read(range)
    } catch {
      throw unreadable(path, error)
    }
  }

  private static func unreadable(
    _ path: String, _ failure: FileDescriptor.Failure
  ) -> StorageError {
    StorageError(.unreadable, "the journal \(path) cannot be read: \(failure.description)")
  }
}
