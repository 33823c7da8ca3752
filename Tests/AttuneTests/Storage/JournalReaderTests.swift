import Testing

@testable import Attune

/// Reading a journal in pieces gives the same records, wherever the pieces end.
@Suite struct JournalReaderTests {
  private static let good = lines(marks: [1, 22, 333, 4444])

  private func outcome(path: String, pieceSize: Int) throws -> String {
    var reader = JournalReader(pieceSize: pieceSize)
    do {
      let (batch, tail) = try reader.read(
        FileDescriptor(reading: path), path: path, after: .start)
      return "\(batch) \(tail)"
    } catch let error as StorageError {
      return "\(error)"
    }
  }

  private func expectSameInPieces(_ bytes: [UInt8], sizes: some Sequence<Int>) throws {
    try withTemporaryJournal(of: bytes) { journal in
      let whole = try outcome(path: journal.path, pieceSize: bytes.count + 1)
      for size in sizes {
        try #require(try outcome(path: journal.path, pieceSize: size) == whole, "pieces of \(size)")
      }
    }
  }

  @Test(arguments: ["", "{\"op_code\":1", "garbage", "garbage\n", "\n", "{\"op_code\":1}}\n"])
  func `an incomplete last line is handled wherever pieces end`(end: String) throws {
    let bytes = Self.good + Array(end.utf8)
    try expectSameInPieces(bytes, sizes: 1...bytes.count)
  }

  @Test(arguments: ["garbage\n", "\n", "{}\n", "{\"op_code\":11,\"worker_id\":\"w\"}\n"])
  func `the error names an invalid line wherever pieces end`(line: String) throws {
    for rest in [Self.good, Array("{".utf8), Array("\n".utf8)] {
      let bytes = Self.good + Array(line.utf8) + rest
      try expectSameInPieces(bytes, sizes: 1...bytes.count)
    }
  }

  @Test(arguments: ["attrs", "torn-tail", "two-workers"])
  func `journals of Optuna give the same records in small pieces`(name: String) throws {
    try expectSameInPieces(try Fixture.bytes("golden/\(name).log"), sizes: [1, 100, 1000, 4096])
  }

  @Test(arguments: [1, 2, 3, 5])
  func `a limit stops between lines, and the next batch continues there`(limit: Int) throws {
    try withTemporaryJournal(of: Self.good) { journal in
      var reader = JournalReader(pieceSize: 100)
      let file = try FileDescriptor(reading: journal.path)
      let all = try reader.read(file, path: journal.path, after: .start).batch
      var records: [LogRecord] = []
      var position = LogPosition.start
      while true {
        let batch = try reader.read(file, path: journal.path, after: position, limit: limit).batch
        if batch.end == position { break }
        records += batch.records
        position = batch.end
      }
      #expect(records == all.records)
      #expect(position == all.end)
    }
  }
}
