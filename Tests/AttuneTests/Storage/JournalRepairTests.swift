import Foundation
import Testing

@testable import Attune

/// Diagnosis and repair of damaged journals.
@Suite struct JournalRepairTests {
  private static func lines(_ name: String) throws -> [[UInt8]] {
    try Fixture.bytes("golden/\(name).log").split(separator: UInt8(ascii: "\n")).map(Array.init)
  }

  private static func bytes(_ lines: [[UInt8]]) -> [UInt8] {
    lines.flatMap { $0 + [UInt8(ascii: "\n")] }
  }

  @Test(arguments: try Fixture.names(in: "golden", suffix: ".log"))
  func `repair copies an intact journal unchanged`(name: String) throws {
    let bytes = try Fixture.bytes("golden/\(name).log")
    try withTemporaryJournal(of: bytes) { journal in
      let diagnosis = try journal.storage.repair(to: journal.path + ".new")
      #expect(diagnosis.isSound)
      #expect(diagnosis.damage == [])
      #expect(try journal.bytes() == bytes)
      let repaired = try Data(contentsOf: URL(fileURLWithPath: journal.path + ".new"))
      #expect(Array(repaired) == bytes.dropLast(diagnosis.unfinishedByteCount))
      #expect(diagnosis.studies.map(\.name) == (try journal.storage.studies().map(\.name)))
    }
  }

  /// These two characters represent an unpaired surrogate, so the characters themselves are rejected.
  @Test(
    arguments: [
      #""user_attr":{"a":"\udbff\udffe\udbf6\udc00"}"#,
      #""user_attr":{"a":1},"study_id":18446744073709551616"#,
    ], [0, 1])
  func `a valid line that cannot be represented is rejected, also at the end`(
    field: String, laterCount: Int
  ) throws {
    let record = { (op: Int, rest: String) in
      Array("{\"op_code\":\(op),\"worker_id\":\"w\",\(rest)}\n".utf8)
    }
    let study = record(0, #""study_name":"s","directions":[1]"#)
    let odd = record(2, #""study_id":0,\#(field)"#)
    let more = record(2, #""study_id":0,"user_attr":{"b":1}"#)
    let bytes = study + odd + Array(repeatElement(more, count: laterCount).joined())
    try withTemporaryJournal(of: bytes) { journal in
      #expect(throws: StorageError.self) { try journal.storage.studies() }
      #expect(throws: StorageError.self) { try journal.storage.compact(to: journal.path + ".new") }
      #expect(throws: StorageError.self) { try journal.storage.repair(to: journal.path + ".new") }
      #expect(throws: StorageError.self) { try Study("t", storage: journal.storage) }
      let diagnosis = try journal.storage.diagnose()
      #expect(diagnosis.damage.map(\.line) == [2])
      #expect(try journal.bytes() == bytes)
    }
  }

  @Test(arguments: [Array("garbage".utf8), Array(repeating: 0, count: 40), []])
  func `losing any line changes at most one trial`(garbage: [UInt8]) throws {
    let lines = Array(try Self.lines("two-workers").prefix(80))
    let whole = JournalRepair(Self.bytes(lines))
    #expect(whole.damage.isEmpty)
    let trials = try #require(whole.studies.first).trials
    for index in lines.indices {
      var damaged = lines
      damaged[index] = garbage
      let repair = JournalRepair(Self.bytes(damaged))
      #expect(repair.damage.map(\.line) == [index + 1])
      let recovered = try #require(repair.studies.first).trials
      // The lost record may be the only one of the last trial.
      #expect((trials.count - 1...trials.count).contains(recovered.count), "line \(index + 1)")
      let different = zip(trials, recovered).filter { $0.0.description != $0.1.description }
      #expect(different.count <= 1, "line \(index + 1)")
      // The repaired journal can be read without errors.
      try withTemporaryJournal(of: repair.repairedLines) { journal throws in
        #expect(try journal.storage.studies().first?.trials.count == recovered.count)
      }
    }
  }

  @Test func `a placeholder replaces a trial whose creation is lost`() throws {
    var lines = try Self.lines("torn-tail")
    lines[1] = Array("{\"op_code\":4,\"worker_id\":\"dd49".utf8)
    let repair = JournalRepair(Self.bytes(Array(lines.dropLast())))
    let finding = try #require(repair.damage.first)
    #expect(finding.line == 2)
    #expect(
      finding.reason.hasSuffix("; replaced by an empty trial, because later records refer to it"))
    let trials = try #require(repair.studies.first).trials
    #expect(trials.map(\.value) == [0.1802696888767692, 0.019475241487624584, nil])
    #expect(trials[0].startTime == nil)
  }

  @Test func `a placeholder replaces a study whose creation is lost`() throws {
    var lines = try Self.lines("torn-tail")
    lines[0] = Array("?".utf8)
    let repair = JournalRepair(Self.bytes(lines.dropLast()))
    #expect(repair.studies.map(\.name) == ["repaired 1"])
    #expect(repair.studies.first?.trials.count == 3)
  }

  @Test func `a record after an unfinished one on the same line is recovered`() throws {
    var lines = try Self.lines("torn-tail")
    let rest = lines.removeLast()
    // A writer crashed in the middle of a line, and another program appended to it.
    lines[4] = rest + lines[4]
    let repair = JournalRepair(Self.bytes(lines))
    #expect(
      repair.damage == [
        .init(
          line: 5, reason: "an unfinished record precedes a complete one, which can be recovered")
      ])
    #expect(repair.studies.first?.trials.count == 3)
    #expect(repair.recordCount == 9)
  }

  @Test func `a last line is damage only if it prevents appends`() throws {
    let bytes = try Fixture.bytes("golden/basic.log")
    #expect(JournalRepair(bytes + Array("{\"op_co".utf8)).damage.isEmpty)
    #expect(JournalRepair(bytes + Array("{\"op_co".utf8)).unfinishedByteCount == 7)
    #expect(JournalRepair(bytes + [0, 0]).damage.isEmpty)
    #expect(!JournalRepair(bytes + Array("x".utf8)).damage.isEmpty)
    #expect(!JournalRepair(bytes + Array("x\n".utf8)).damage.isEmpty)
  }

  @Test func `diagnosing a file that is not a journal fails`() throws {
    try withTemporaryJournal(of: Array("a,b\n1,2\n".utf8)) { journal in
      let error = #expect(throws: StorageError.self) { try journal.storage.diagnose() }
      #expect(
        error?.description == "the file \(journal.path) is not a journal: it contains no record")
    }
  }

  @Test func `the diagnosis reports an abandoned lock`() throws {
    try withTemporaryJournal { journal in
      try journal.storage.append(marks: [1])
      #expect(try journal.storage.diagnose().lock == nil)
      let target = journal.folder + "/.//.//./study.journal"
      try FileManager.default.createSymbolicLink(
        atPath: journal.lockPath, withDestinationPath: target)
      #expect(try journal.storage.diagnose().lock?.isAbandoned == true)
      try FileManager.default.removeItem(atPath: journal.lockPath)
      // The owner of another program's lock may be active until the timeout has passed.
      try FileManager.default.createSymbolicLink(
        atPath: journal.lockPath, withDestinationPath: journal.path)
      #expect(try journal.storage.diagnose().lock?.isAbandoned == false)
    }
  }
}
