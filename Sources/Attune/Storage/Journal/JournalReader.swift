/// Reads what is new in a journal and turns it into records.
struct JournalReader {
  private var identity: FileDescriptor.Identity?
  private var decoder = JournalDecoder()

  /// Whether the file was there at some time.
  var hasSeenFile: Bool { identity != nil }

  /// The records behind a position, and the bytes behind the last of them.
  mutating func read(
    _ file: borrowing FileDescriptor, path: String, after position: StoragePosition
  ) throws(StorageError) -> (batch: StorageBatch, tail: [UInt8]) {
    let bytes = try newBytes(of: file, path: path, after: position)
    var lines = JournalLines(bytes)
    var records: [StorageRecord] = []
    do throws(JournalFormatError) {
      while let json = try lines.next() { records.append(try decoder.record(json)) }
    } catch {
      let line = JournalLines.number(at: position.offset + lines.start, in: file)
      let advice =
        line == 1
        ? "if the file is no journal, give another path"
        : "the lines before are intact: repair or remove this one, or keep the lines before it in a "
          + "new file"
      throw StorageError(.corrupt, "\(path), line \(line): \(error.reason); \(advice)")
    }
    let end = StoragePosition(offset: position.offset + lines.start)
    let tail = Array(bytes[lines.start...])
    guard end != .start || JournalLines.mayBecomeRecord(tail) else {
      throw StorageError(.corrupt, "the file \(path) is not a journal; give another path")
    }
    return (StorageBatch(records: records, end: end), tail)
  }

  private mutating func newBytes(
    of file: borrowing FileDescriptor, path: String, after position: StoragePosition
  ) throws(StorageError) -> [UInt8] {
    do throws(FileDescriptor.Failure) {
      let (size, current) = try file.status()
      if identity ?? current == current, size >= position.offset {
        identity = current
        return try file.read(position.offset..<size)
      }
    } catch {
      throw StorageError(.unreadable, "the journal \(path) cannot be read: \(error.description)")
    }
    throw StorageError(
      .corrupt,
      "the journal \(path) was replaced or cut while it was in use; restore it, or open the study "
        + "anew")
  }
}
