import Foundation
import Testing

@testable import Attune

/// A journal whose last writer crashed during its write.
@Suite struct TornJournalTests {
  /// A long last record with braces, quotes and escapes, which make truncation error-prone.
  private static let last = JournalEncoder.lines([
    LogRecord(
      worker: "w\"}",
      operation: .setTrialUserAttribute(
        trial: 0, key: "é}", value: ["a": [1, "\\\"{}\n😀"], "b": .float(.nan)]))
  ])
  private static let cuts = Array(0..<last.count)

  @Test func `a record truncated at any byte is ignored`() throws {
    for earlier in [[], [1, 2]] {
      let intact = lines(marks: earlier)
      try withTemporaryJournal(of: intact) { journal in
        for cut in Self.cuts {
          try journal.write(intact + Self.last[..<cut])
          let batch = try journal.storage.records(after: .start)
          try #require(batch.records == earlier.map(LogRecord.mark), "cut at \(cut)")
          try #require(batch.end.offset == intact.count)
        }
      }
    }
  }

  @Test func `the next record replaces a truncated one`() throws {
    for earlier in [[], [1, 2]] {
      let intact = lines(marks: earlier)
      try withTemporaryJournal(of: intact) { journal in
        for cut in Self.cuts {
          try journal.write(intact + Self.last[..<cut])
          try journal.storage.append(marks: [3])
          try #require(try journal.bytes() == lines(marks: earlier + [3]), "cut at \(cut)")
        }
      }
    }
  }

  @Test func `an empty decision does not change a truncated record`() throws {
    let bytes = lines(marks: [1]) + Self.last.dropLast()
    try withTemporaryJournal(of: bytes) { journal in
      _ = try journal.storage.append(after: .start) { _ throws(StorageError) in [] }
      #expect(try journal.bytes() == bytes)
    }
  }

  @Test func `a record that is still being written is read when it is complete`() throws {
    try withTemporaryJournal(of: lines(marks: [1])) { journal in
      let storage = journal.storage
      var position = try storage.records(after: .start).end
      for byte in Self.last {
        let batch = try storage.records(after: position)
        try #require(batch.records.isEmpty && batch.end == position)
        try journal.append([byte])
      }
      let batch = try storage.records(after: position)
      #expect(batch.records.count == 1)
      position = batch.end
      #expect(position.offset == lines(marks: [1]).count + Self.last.count)
    }
  }

  @Test func `an append removes the truncated record of another writer`() throws {
    try withTemporaryJournal(of: lines(marks: [1])) { journal in
      let storage = journal.storage
      let position = try storage.records(after: .start).end
      try journal.append(Self.last.dropLast(5))
      _ = try storage.append(after: position) { batch throws(StorageError) in
        #expect(batch.records.isEmpty)
        return [.mark(2)]
      }
      #expect(try journal.bytes() == lines(marks: [1, 2]))
    }
  }

  @Test(arguments: ["\u{0}\u{0}\u{0}", "{\"op_code\":1,\u{0}\u{0}"])
  func `zeros that a power failure left are removed`(tail: String) throws {
    try withTemporaryJournal(of: lines(marks: [1]) + Array(tail.utf8)) { journal in
      #expect(try journal.storage.marks() == [1])
      try journal.storage.append(marks: [2])
      #expect(try journal.bytes() == lines(marks: [1, 2]))
    }
  }

  /// Nothing may be appended after a line that is not JSON: all readers would fail from then on.
  @Test(arguments: ["{\"op_code\":1,{\"op_code\":1}\n", "\n", "\u{0}\u{0}\n", "{\"op_\n"])
  func `an append fails after an invalid last line that is not truncated`(tail: String) throws {
    let bytes = lines(marks: [1, 2]) + Array(tail.utf8)
    try withTemporaryJournal(of: bytes) { journal in
      #expect(try journal.storage.marks() == [1, 2])
      let error = try #require(throws: StorageError.self) {
        try journal.storage.append(marks: [3])
      }
      #expect(error.code == .corrupt)
      #expect(error.description.hasPrefix("\(journal.path), line 3: "))
      #expect(try journal.bytes() == bytes)
      #expect(try journal.files() == ["study.journal"])
    }
  }

  /// The journal is truncated at many places in the records of the last trial.
  @Test func `a study whose journal is truncated anywhere resumes with the same result`() throws {
    func run(_ journal: TemporaryJournal, _ count: Int) throws -> Study {
      let study = try Study(
        "s", storage: .journal(journal.path), sampler: .random, pruner: .none, seed: 5)
      try study.optimize(trials: count) { trial in
        let x = try trial.suggest("x", in: 0.0...1.0)
        try trial.report(x, step: 0)
        return x + Double(try trial.suggest("n", in: 1...9))
      }
      return study
    }
    try withTemporaryJournal { journal in
      _ = try run(journal, 1)
      let first = try journal.bytes().count
      let whole = try run(journal, 2)
      let bytes = try journal.bytes()
      let values = whole.trials.map(\.parameters)
      // Each cut runs a trial again, so only every 29th byte is tested, in all fields of the records.
      for cut in stride(from: first, to: bytes.count, by: 29) {
        try journal.write(interrupted(bytes[..<cut]))
        let resumed = try run(journal, 2)
        try #require(resumed.trials.count == 2, "cut at \(cut)")
        try #require(resumed.trials.map(\.parameters) == values, "cut at \(cut)")
        try #require(try Fixture.state(path: journal.path).studies[0].history.count == 2)
      }
    }
  }

  /// Returns the bytes as if they were written by a process that has exited, with another start time.
  private func interrupted(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    let start = "\"start\":\(ProcessIdentity.current.start),"
    let text = String(decoding: bytes, as: UTF8.self)
    return Array(text.replacingOccurrences(of: start, with: "\"start\":-1,").utf8)
  }
}
