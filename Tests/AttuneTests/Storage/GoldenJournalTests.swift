import Foundation
import ProgramTesting
import Testing

@testable import Attune

/// Journals written by Python Optuna 5.0 and 4.5, each with a dump of the contents that Optuna 5.0 loads.
@Suite struct GoldenJournalTests {
  static let names = [
    "all-distributions", "attrs", "basic", "multiobjective", "optuna-4", "pruned", "replay-edge",
    "torn-tail", "two-workers",
  ]

  @Test(arguments: names)
  func `a journal of Optuna has the same contents as in Optuna`(name: String) throws {
    let expected = try Fixture.json("golden/\(name).expected.json")
    let actual = OptunaDump.dump(try Fixture.state(journal: "golden/\(name).log"))
    #expect(firstDifference(actual, expected) == nil)
  }

  @Test(arguments: names)
  func `reading a journal does not change the file`(name: String) throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/journal.log"
      let bytes = try Fixture.bytes("golden/\(name).log")
      try Data(bytes).write(to: URL(fileURLWithPath: path))
      _ = try JournalStorage(path: path).records(after: .start)
      #expect(try Array(Data(contentsOf: URL(fileURLWithPath: path))) == bytes)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["journal.log"])
    }
  }

  @Test(arguments: names)
  func `a rewritten journal has the same contents`(name: String) throws {
    let expected = try Fixture.json("golden/\(name).expected.json")
    try withTemporaryFolder { folder in
      let original = JournalStorage(path: try Fixture.path("golden/\(name).log"))
      let records = try original.records(after: .start).records
      let path = "\(folder)/rewritten.log"
      try Data(JournalEncoder.lines(records)).write(to: URL(fileURLWithPath: path))
      let rewritten = try JournalStorage(path: path).records(after: .start).records
      let difference = zip(rewritten, records).first { !isSame($0.operation, $1.operation) }
      #expect(rewritten.count == records.count)
      #expect(difference == nil)
      let actual = OptunaDump.dump(try Fixture.state(path: path))
      #expect(firstDifference(actual, expected) == nil)
    }
  }

  @Test func `an incomplete last line is ignored`() throws {
    let bytes = try Fixture.bytes("golden/torn-tail.log")
    let batch = try JournalStorage(path: try Fixture.path("golden/torn-tail.log"))
      .records(after: .start)
    let lastNewline = try #require(bytes.lastIndex(of: UInt8(ascii: "\n")))
    try #require(lastNewline < bytes.count - 1)
    #expect(batch.end.offset == lastNewline + 1)
    #expect(batch.records.count == bytes.count { $0 == UInt8(ascii: "\n") })
  }

  @Test(arguments: names)
  func `a journal can be read from any position`(name: String) throws {
    let path = try Fixture.path("golden/\(name).log")
    let bytes = try Fixture.bytes("golden/\(name).log")
    let all = try JournalStorage(path: path).records(after: .start)
    let newlines = bytes.indices.filter { bytes[$0] == UInt8(ascii: "\n") }
    let half = newlines.count / 2
    try #require(half > 0)
    let batch = try JournalStorage(path: path)
      .records(after: LogPosition(offset: newlines[half - 1] + 1))
    #expect(batch.end == all.end)
    #expect(batch.records.count == all.records.count - half)
  }

  /// Compares operations by their encoding, because NaN is not equal to itself.
  private func isSame(_ a: LogOperation, _ b: LogOperation) -> Bool {
    JournalEncoder.lines([LogRecord(worker: "w", operation: a)])
      == JournalEncoder.lines([LogRecord(worker: "w", operation: b)])
  }
}
