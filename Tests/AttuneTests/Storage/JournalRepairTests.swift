import Foundation
import Testing

@testable import Attune

/// What can be read of damaged journals, and saved.
@Suite struct JournalRepairTests {
  private static func lines(_ name: String) throws -> [[UInt8]] {
    try Fixture.bytes("golden/\(name).log").split(separator: UInt8(ascii: "\n")).map(Array.init)
  }

  private static func bytes(_ lines: [[UInt8]]) -> [UInt8] {
    lines.flatMap { $0 + [UInt8(ascii: "\n")] }
  }

  @Test(arguments: Fixture.names(in: "golden", suffix: ".log"))
  func `a sound journal is kept as it is`(name: String) throws {
    let bytes = try Fixture.bytes("golden/\(name).log")
    try withTemporaryJournal(of: bytes) { journal in
      let examination = try journal.storage.repair(to: journal.path + ".new")
      #expect(examination.isSound)
      #expect(examination.damage == [])
      #expect(try journal.bytes() == bytes)
      let saved = try Data(contentsOf: URL(fileURLWithPath: journal.path + ".new"))
      #expect(Array(saved) == bytes.dropLast(examination.unfinishedByteCount))
      #expect(examination.studies.map(\.name) == (try journal.storage.studies().map(\.name)))
    }
  }

  /// A surrogate is kept as these two characters, which themselves cannot be kept beside it.
  @Test(
    arguments: [
      #""user_attr":{"a":"\udbff\udffe\udbf6\udc00"}"#,
      #""user_attr":{"a":1},"study_id":18446744073709551616"#,
    ], [0, 1])
  func `a sound line that cannot be kept is refused, the last one as well`(
    field: String, behind: Int
  ) throws {
    let record = { (op: Int, rest: String) in
      Array("{\"op_code\":\(op),\"worker_id\":\"w\",\(rest)}\n".utf8)
    }
    let study = record(0, #""study_name":"s","directions":[1]"#)
    let odd = record(2, #""study_id":0,\#(field)"#)
    let more = record(2, #""study_id":0,"user_attr":{"b":1}"#)
    let bytes = study + odd + Array(repeatElement(more, count: behind).joined())
    try withTemporaryJournal(of: bytes) { journal in
      #expect(throws: StorageError.self) { try journal.storage.studies() }
      #expect(throws: StorageError.self) { try journal.storage.compact(to: journal.path + ".new") }
      #expect(throws: StorageError.self) { try journal.storage.repair(to: journal.path + ".new") }
      #expect(throws: StorageError.self) { try Study("t", storage: journal.storage) }
      let examination = try journal.storage.diagnose()
      #expect(examination.damage.map(\.line) == [2])
      #expect(try journal.bytes() == bytes)
    }
  }

  @Test(arguments: [Array("garbage".utf8), Array(repeating: 0, count: 40), []])
  func `any one line may be lost, and no other trial suffers`(garbage: [UInt8]) throws {
    let lines = Array(try Self.lines("two-workers").prefix(80))
    let whole = JournalRepair(Self.bytes(lines))
    #expect(whole.damage.isEmpty)
    let trials = try #require(whole.studies.first).trials
    for index in lines.indices {
      var damaged = lines
      damaged[index] = garbage
      let salvage = JournalRepair(Self.bytes(damaged))
      #expect(salvage.damage.map(\.line) == [index + 1])
      let saved = try #require(salvage.studies.first).trials
      // The last trial may have left no other record than the one that is lost.
      #expect((trials.count - 1...trials.count).contains(saved.count), "line \(index + 1)")
      let different = zip(trials, saved).filter { $0.0.description != $0.1.description }
      #expect(different.count <= 1, "line \(index + 1)")
      // Others read what was saved without complaint.
      try withTemporaryJournal(of: salvage.savedLines) { journal throws in
        #expect(try journal.storage.studies().first?.trials.count == saved.count)
      }
    }
  }

  @Test func `a trial stands in for one whose creation is lost`() throws {
    var lines = try Self.lines("torn-tail")
    lines[1] = Array("{\"op_code\":4,\"worker_id\":\"dd49".utf8)
    let salvage = JournalRepair(Self.bytes(Array(lines.dropLast())))
    let finding = try #require(salvage.damage.first)
    #expect(finding.line == 2)
    #expect(finding.reason.hasSuffix("; a trial stands in for it, to which later records refer"))
    let trials = try #require(salvage.studies.first).trials
    #expect(trials.map(\.value) == [0.1802696888767692, 0.019475241487624584, nil])
    #expect(trials[0].startTime == nil)
  }

  @Test func `a study stands in for one whose creation is lost`() throws {
    var lines = try Self.lines("torn-tail")
    lines[0] = Array("?".utf8)
    let salvage = JournalRepair(Self.bytes(lines.dropLast()))
    #expect(salvage.studies.map(\.name) == ["salvaged 1"])
    #expect(salvage.studies.first?.trials.count == 3)
  }

  @Test func `a record behind an unfinished one is saved`() throws {
    var lines = try Self.lines("torn-tail")
    let rest = lines.removeLast()
    // As when a writer died in the middle of a line, and another program appended to it.
    lines[4] = rest + lines[4]
    let salvage = JournalRepair(Self.bytes(lines))
    #expect(
      salvage.damage == [
        .init(
          line: 5, reason: "an unfinished record stands before another one, which can be saved")
      ])
    #expect(salvage.studies.first?.trials.count == 3)
    #expect(salvage.recordCount == 9)
  }

  @Test func `what blocks appends is damage, what does not is none`() throws {
    let bytes = try Fixture.bytes("golden/basic.log")
    #expect(JournalRepair(bytes + Array("{\"op_co".utf8)).damage.isEmpty)
    #expect(JournalRepair(bytes + Array("{\"op_co".utf8)).unfinishedByteCount == 7)
    #expect(JournalRepair(bytes + [0, 0]).damage.isEmpty)
    #expect(!JournalRepair(bytes + Array("x".utf8)).damage.isEmpty)
    #expect(!JournalRepair(bytes + Array("x\n".utf8)).damage.isEmpty)
  }

  @Test func `a file that is no journal is not examined`() throws {
    try withTemporaryJournal(of: Array("a,b\n1,2\n".utf8)) { journal in
      let error = #expect(throws: StorageError.self) { try journal.storage.diagnose() }
      #expect(
        error?.description == "the file \(journal.path) is not a journal: it holds no record")
    }
  }

  @Test func `a lock that its owner left behind is noticed`() throws {
    try withTemporaryJournal { journal in
      try journal.storage.append(marks: [1])
      #expect(try journal.storage.diagnose().lock == nil)
      let target = journal.folder + "/.//.//./study.journal"
      try FileManager.default.createSymbolicLink(
        atPath: journal.lockPath, withDestinationPath: target)
      #expect(try journal.storage.diagnose().lock?.isAbandoned == true)
      try FileManager.default.removeItem(atPath: journal.lockPath)
      // Another program's may be at work, as long as it has not stood still for long.
      try FileManager.default.createSymbolicLink(
        atPath: journal.lockPath, withDestinationPath: journal.path)
      #expect(try journal.storage.diagnose().lock?.isAbandoned == false)
    }
  }
}
