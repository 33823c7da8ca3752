import Foundation
import Testing

@testable import Attune

/// Journals with long damaged or incomplete parts after or between records.
@Suite struct LongTailTests {
  private static let huge = 2 << 30

  /// Appends zeros as a hole of a sparse file, which takes no disk space.
  private func appendZeros(_ count: Int, to journal: TemporaryJournal) throws {
    let file = try #require(FileHandle(forWritingAtPath: journal.path))
    try file.truncate(atOffset: try file.seekToEnd() + UInt64(count))
    try file.close()
  }

  @Test(.timeLimit(.minutes(1)))
  func `zeros after the last record are ignored and removed`() throws {
    try withTemporaryJournal(of: lines(marks: [1, 2])) { journal throws in
      try appendZeros(Self.huge, to: journal)
      #expect(try journal.storage.records(after: .start).records == [.mark(1), .mark(2)])
      let diagnosis = try journal.storage.diagnose()
      #expect(diagnosis.isSound)
      #expect(diagnosis.unfinishedByteCount == Self.huge)
      #expect(diagnosis.lineCount == 3)
      try journal.storage.append(marks: [3])
      #expect(try journal.bytes() == lines(marks: [1, 2, 3]))
    }
  }

  @Test func `a file of zeros is not a journal`() throws {
    try withTemporaryJournal(of: []) { journal throws in
      try appendZeros(Self.huge, to: journal)
      let error = try #require(throws: StorageError.self) {
        try journal.storage.records(after: .start)
      }
      #expect(error.code == .corrupt)
      #expect(throws: StorageError.self) { try journal.storage.append(marks: [1]) }
      #expect(throws: StorageError.self) { try journal.storage.diagnose() }
    }
  }

  @Test(arguments: [1000, 100_000, 400_000])
  func `zeros between records are reported as one damaged line`(count: Int) throws {
    try withTemporaryJournal(of: lines(marks: [1, 2])) { journal throws in
      try appendZeros(count, to: journal)
      try journal.append(Array("\n".utf8) + lines(marks: [3]))
      let error = try #require(throws: StorageError.self) {
        try journal.storage.records(after: .start)
      }
      #expect(error.description.hasPrefix("\(journal.path), line 3: the line is not JSON"))
      #expect(throws: StorageError.self) { try journal.storage.append(marks: [4]) }
      let diagnosis = try journal.storage.repair(to: journal.path + ".new")
      #expect(diagnosis.damage.map(\.line) == [3])
      #expect(diagnosis.recordCount == 3)
      let repaired = try JournalStorage(path: journal.path + ".new").records(after: .start).records
      #expect(repaired == [.mark(1), .mark(2), .mark(3)])
    }
  }

  @Test func `a record after zeros is recovered`() throws {
    try withTemporaryJournal(of: lines(marks: [1])) { journal throws in
      try appendZeros(1 << 20, to: journal)
      try journal.append(lines(marks: [2, 3]))
      let diagnosis = try journal.storage.repair(to: journal.path + ".new")
      #expect(diagnosis.damage.map(\.line) == [2])
      let repaired = try JournalStorage(path: journal.path + ".new").records(after: .start).records
      #expect(repaired == [.mark(1), .mark(2), .mark(3)])
    }
  }

  @Test(arguments: ["{\"op_code\": 8, \"a\": \"", "garbage"])
  func `a long line without a newline is incomplete or damaged`(start: String) throws {
    let tail = Array(start.utf8) + [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20)
    try withTemporaryJournal(of: lines(marks: [1]) + tail) { journal throws in
      #expect(try journal.storage.records(after: .start).records == [.mark(1)])
      let diagnosis = try journal.storage.diagnose()
      if start.hasPrefix("{") {
        #expect(diagnosis.unfinishedByteCount == tail.count)
        try journal.storage.append(marks: [2])
        #expect(try journal.bytes() == lines(marks: [1, 2]))
      } else {
        #expect(diagnosis.damage.map(\.line) == [2])
        #expect(throws: StorageError.self) { try journal.storage.append(marks: [2]) }
      }
    }
  }

  @Test(arguments: [1 << 16, 1 << 18, 1 << 20])
  func `a record of any length is read`(length: Int) throws {
    let record = LogRecord(
      worker: "w",
      operation: .setTrialUserAttribute(
        trial: 0, key: "a", value: .string(String(repeating: "x", count: length))))
    let bytes = lines(marks: [1]) + JournalEncoder.lines([record]) + lines(marks: [2])
    try withTemporaryJournal(of: bytes) { journal throws in
      #expect(
        try journal.storage.records(after: .start).records == [.mark(1), record, .mark(2)])
    }
  }
}
