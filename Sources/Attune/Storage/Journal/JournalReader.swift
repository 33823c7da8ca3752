/// Reads new records from a journal.
struct JournalReader {
  /// The size in bytes up to which a line is read into memory without checking its start.
  private static var uncheckedLineSize: Int { 1 << 16 }

  private let pieceSize: Int
  private var identity: FileDescriptor.Identity?
  private var decoder = JournalDecoder()

  /// Creates a reader that has not read a file yet.
  ///
  /// - Parameter pieceSize: The number of bytes to read at a time, which limits the memory for the text
  ///   of the records.
  init(pieceSize: Int = 1 << 16) {
    self.pieceSize = pieceSize
  }

  /// The first number that is not represented exactly; nil if all are.
  var roundedNumber: JSONValue? { decoder.roundedNumber }

  /// Whether the file has existed in an earlier read.
  var hasSeenFile: Bool { identity != nil }

  /// Returns the records after a position, and the first bytes of an incomplete line after them.
  ///
  /// An incomplete line is not read into memory as a whole, however long it is.
  ///
  /// - Parameter limit: The approximate maximum number of records.
  /// - Returns: The records; the first bytes after them, followed by a newline if one ends the file.
  mutating func read(
    _ file: borrowing FileDescriptor, path: String, after position: LogPosition,
    limit: Int = .max
  ) throws(StorageError) -> (batch: LogBatch, tail: [UInt8]) {
    let size = try size(of: file, path: path, after: position)
    var records: [LogRecord] = []
    var start = position.offset
    var length = pieceSize
    var tail: [UInt8] = []
    while start < size, records.count < limit {
      let piece = start..<min(start + length, size)
      let bytes = try Self.bytes(piece, of: file, path: path)
      let used = try decode(bytes, at: start, of: file, path: path, into: &records)
      if start == position.offset, used > 0 {
        // Lines have similar lengths, so estimate the capacity for all records from the first piece.
        records.reserveCapacity(min(records.count * (size - start) / used, limit))
      }
      start += used
      tail = Array(bytes[used...])
      if bytes.count < piece.count || piece.upperBound == size { break }
      length = pieceSize
      guard used == 0 else { continue }
      // The line is longer than a piece: read it again from its start, in a larger piece.
      if size - start <= Self.uncheckedLineSize {
        length = size - start
        continue
      }
      guard let end = try endOfLine(at: start, in: file, size: size, path: path) else { break }
      if end - start < Self.uncheckedLineSize
        || JournalLines.mayBeJSON(tail) && !tail.contains(0)
      {
        length = end + 1 - start + pieceSize
      } else if end + 1 == size {
        tail.append(UInt8(ascii: "\n"))
        break
      } else {
        throw Self.damage(
          JournalFormatError("the line is not JSON"), at: start, in: file, path: path)
      }
    }
    let end = LogPosition(offset: start)
    guard end != .start || JournalLines.mayBecomeRecord(tail) else {
      throw StorageError(.corrupt, "the file \(path) is not a journal; choose another path")
    }
    return (LogBatch(records: records, end: end), tail)
  }

  /// Returns the index of the newline of the line that starts at an offset, or nil if it is unfinished.
  private func endOfLine(
    at start: Int, in file: borrowing FileDescriptor, size: Int, path: String
  ) throws(StorageError) -> Int? {
    do throws(SystemError) {
      return try file.firstIndex(of: UInt8(ascii: "\n"), in: start..<size)
    } catch {
      throw Self.unreadable(path, error)
    }
  }

  /// Decodes the complete lines of a piece.
  ///
  /// - Returns: The number of bytes of the decoded lines.
  private mutating func decode(
    _ bytes: [UInt8], at offset: Int, of file: borrowing FileDescriptor, path: String,
    into records: inout [LogRecord]
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

  /// Returns the error for the line that starts at an offset.
  private static func damage(
    _ error: JournalFormatError, at offset: Int, in file: borrowing FileDescriptor, path: String
  ) -> StorageError {
    let line = JournalLines.number(at: offset, in: file)
    let advice =
      error.isUnsupported
      ? "Attune cannot represent it, but Python Optuna can; read the journal with Optuna"
      : line == 1
        ? "if the file is not a journal, choose another path"
        : "the lines before are intact: repair or remove this one, or write the readable records to a "
          + "new journal with `attune doctor --repair NEW`"
    return StorageError(
      .corrupt, "\(path), line \(line): \(error.reason); \(advice)", underlyingError: error)
  }

  /// Returns the size of the file, which must be the same file as in earlier reads.
  private mutating func size(
    of file: borrowing FileDescriptor, path: String, after position: LogPosition
  ) throws(StorageError) -> Int {
    let (size, current): (Int, FileDescriptor.Identity)
    do throws(SystemError) {
      (size, current) = try file.status()
    } catch {
      throw Self.unreadable(path, error)
    }
    guard identity ?? current == current, size >= position.offset else {
      throw StorageError(
        .corrupt,
        "the journal \(path) was replaced or truncated while it was in use; restore it, or open the "
          + "study again")
    }
    identity = current
    return size
  }

  private static func bytes(
    _ range: Range<Int>, of file: borrowing FileDescriptor, path: String
  ) throws(StorageError) -> [UInt8] {
    do throws(SystemError) {
      return try file.read(range)
    } catch {
      throw unreadable(path, error)
    }
  }

  private static func unreadable(
    _ path: String, _ failure: SystemError
  ) -> StorageError {
    StorageError(
      .unreadable, "the journal \(path) cannot be read: \(failure.description)",
      underlyingError: failure)
  }
}
