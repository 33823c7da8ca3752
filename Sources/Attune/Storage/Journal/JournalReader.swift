/// Reads what is new in a journal and turns it into records.
struct JournalReader {
  /// How long a line may be to be read whatever it is.
  private static var heldSize: Int { 1 << 16 }

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

  /// The records behind a position, and the start of what stands behind the last of them.
  ///
  /// What is not a line of its own yet is not kept in memory, however long it is.
  ///
  /// - Parameter limit: After about how many records to stop.
  /// - Returns: The records; the first bytes behind them, and a newline behind these when one ends the
  ///   file.
  mutating func read(
    _ file: borrowing FileDescriptor, path: String, after position: StoragePosition,
    limit: Int = .max
  ) throws(StorageError) -> (batch: StorageBatch, tail: [UInt8]) {
    let size = try size(of: file, path: path, after: position)
    var records: [StorageRecord] = []
    var start = position.offset
    var length = pieceSize
    var tail: [UInt8] = []
    while start < size, records.count < limit {
      let piece = start..<min(start + length, size)
      let bytes = try Self.bytes(piece, of: file, path: path)
      let used = try decode(bytes, at: start, of: file, path: path, into: &records)
      if start == position.offset, used > 0 {
        // Lines are much of a length, so room for all records can be made at once.
        records.reserveCapacity(min(records.count * (size - start) / used, limit))
      }
      start += used
      tail = Array(bytes[used...])
      if bytes.count < piece.count || piece.upperBound == size { break }
      length = pieceSize
      guard used == 0 else { continue }
      // A line that fills a piece is read again from its start, in a larger one.
      if size - start <= Self.heldSize {
        length = size - start
        continue
      }
      guard let end = try endOfLine(at: start, in: file, size: size, path: path) else { break }
      if end - start < Self.heldSize || JournalLines.mayBeJSON(tail) && !tail.contains(0) {
        length = end + 1 - start + pieceSize
      } else if end + 1 == size {
        tail.append(UInt8(ascii: "\n"))
        break
      } else {
        throw Self.damage(
          JournalFormatError("the line is not JSON"), at: start, in: file, path: path)
      }
    }
    let end = StoragePosition(offset: start)
    guard end != .start || JournalLines.mayBecomeRecord(tail) else {
      throw StorageError(.corrupt, "the file \(path) is not a journal; give another path")
    }
    return (StorageBatch(records: records, end: end), tail)
  }

  /// Where the newline is that ends the line which starts at an offset; nil when it is unfinished.
  private func endOfLine(
    at start: Int, in file: borrowing FileDescriptor, size: Int, path: String
  ) throws(StorageError) -> Int? {
    do throws(FileDescriptor.Failure) {
      return try file.firstIndex(of: UInt8(ascii: "\n"), in: start..<size)
    } catch {
      throw Self.unreadable(path, error)
    }
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
      throw Self.damage(error, at: offset + start, in: file, path: path)
    }
    return start
  }

  /// The error about the line that starts at an offset.
  private static func damage(
    _ error: JournalFormatError, at offset: Int, in file: borrowing FileDescriptor, path: String
  ) -> StorageError {
    let line = JournalLines.number(at: offset, in: file)
    let advice =
      error.isUnsupported
      ? "Python Optuna reads it, and no value here holds it; read the journal with Optuna"
      : line == 1
        ? "if the file is no journal, give another path"
        : "the lines before are intact: repair or remove this one, or save what can be read with "
          + "`attune doctor --repair NEW`"
    return StorageError(.corrupt, "\(path), line \(line): \(error.reason); \(advice)")
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
