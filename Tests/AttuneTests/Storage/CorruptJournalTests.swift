import Foundation
import Testing

@testable import Attune

/// Files that are not journals, and journals with lines that are not records.
@Suite struct CorruptJournalTests {
  // MARK: Lines that are not records

  /// A line that no writer of journals writes, and a part of the error message about it.
  struct BadLine: Sendable, CustomTestStringConvertible {
    let line: String
    let reason: String

    init(_ line: String, _ reason: String) {
      (self.line, self.reason) = (line, reason)
    }

    var testDescription: String { line }

    static let notJSON = [
      BadLine("garbage", "not JSON"), BadLine("", "not JSON"),
      BadLine("{\"op_code\":1", "not JSON"),
      BadLine("{\"op_code\":1}}", "not JSON"), BadLine("\u{0}\u{0}", "not JSON"),
      BadLine("{\"op_code\":01}", "at byte 13"),
    ]

    static let notARecord = [
      BadLine("[]", "not a JSON object"), BadLine("1", "not a JSON object"),
      BadLine("{}", "\"op_code\" is missing"), BadLine("{\"op_code\":\"1\"}", "not an integer"),
      record("11", "", "no operation 11"), record("-1", "", "no operation -1"),
      BadLine("{\"op_code\":1,\"study_id\":0}", "\"worker_id\" is missing"),
      record("0", #""study_name":"s""#, "\"directions\" is missing"),
      record("0", #""study_name":7,"directions":[1]"#, "\"study_name\" is 7"),
      record("0", #""study_name":"s","directions":[3]"#, "not a list of directions"),
      record("0", #""study_name":"s","directions":[]"#, "has no directions"),
      record("1", "", "\"study_id\" is missing"),
      record("1", #""study_id":0.5"#, "\"study_id\" is 0.5, which is not an integer"),
      record("1", #""study_id":1e30"#, "\"study_id\" is 1e+30, which is not an integer"),
      record("2", #""study_id":0,"user_attr":{}"#, "exactly one attribute"),
      record("3", #""study_id":0,"system_attr":{"a":1,"b":2}"#, "exactly one attribute"),
      record("4", #""study_id":0"#, "\"datetime_start\" is missing"),
      record("4", #""study_id":0,"datetime_start":"then""#, "not a date and time"),
      record("4", #""study_id":0,"datetime_start":null,"state":5"#, "\"state\" is 5"),
      record("4", #""study_id":0,"datetime_start":null,"value":1,"values":[1]"#, "both"),
      record("4", #""study_id":0,"datetime_start":null,"params":{"x":1}"#, "no distribution"),
      record(
        "4", #""study_id":0,"datetime_start":null,"intermediate_values":{"a":1}"#, "step \"a\""),
      parameter("1", "{", "the distribution is not JSON"),
      parameter("1", "[]", "is not an object"),
      parameter("1", "{}", "has no name"),
      parameter("1", #"{"name":"Beta","attributes":{}}"#, "no distribution named Beta"),
      parameter("1", uniform(low: "1", high: "0"), "the range 1.0...0.0 is empty"),
      parameter("1", uniform(low: "1", high: "\"2\""), "has no valid \"high\""),
      parameter("1", integers(low: "0.5", high: "3"), "has no valid \"low\""),
      parameter("1", #"{"type":"float","low":0}"#, "has no valid \"high\""),
      parameter("1", #"{"type":"complex"}"#, "no distribution of type complex"),
      parameter("2", choices("[1,2]"), "has 2 choices, and 2.0 is not the index"),
      parameter("-1", choices("[1,2]"), "-1.0 is not the index"),
      parameter("NaN", choices("[1,2]"), "nan is not the index"),
      parameter("1e300", choices("[1,2]"), "1e+300 is not the index"),
      parameter("0", choices("[]"), "no choices"),
      parameter("0", choices("3"), "has no choices"),
      parameter(
        "0", #"{"name":"CategoricalDistribution","attributes":{"choices":[1],"q":1}}"#,
        "unknown attribute \"q\""),
      record("6", #""trial_id":0,"state":1,"values":[1]"#, "\"datetime_complete\" is missing"),
      record("6", #""trial_id":0,"state":0,"values":null"#, "\"datetime_start\" is missing"),
      record("6", #""trial_id":0,"state":4"#, "\"values\" is missing"),
      record("6", #""trial_id":0,"state":4,"values":["1"]"#, "not a list of numbers"),
      record("7", #""trial_id":0,"step":"1","intermediate_value":1"#, "\"step\" is \"1\""),
      record("7", #""trial_id":0,"step":1,"intermediate_value":null"#, "not a number"),
      record("8", #""trial_id":0,"user_attr":[]"#, "not an object"),
      record("10", "", "\"trial_ids\" is missing"),
    ]

    static func record(_ code: String, _ fields: String, _ reason: String) -> BadLine {
      BadLine(
        "{\"op_code\":\(code),\"worker_id\":\"w\"\(fields.isEmpty ? "" : ",")\(fields)}", reason)
    }

    static func parameter(_ value: String, _ distribution: String, _ reason: String) -> BadLine {
      let text = JSONWriter.text(.string(distribution))
      return record(
        "5",
        "\"trial_id\":0,\"param_name\":\"x\",\"param_value_internal\":\(value),"
          + "\"distribution\":\(text)", reason)
    }

    static func uniform(low: String, high: String) -> String {
      #"{"name":"FloatDistribution","attributes":{"low":\#(low),"high":\#(high)}}"#
    }

    static func integers(low: String, high: String) -> String {
      #"{"name":"IntDistribution","attributes":{"low":\#(low),"high":\#(high)}}"#
    }

    static func choices(_ choices: String) -> String {
      #"{"name":"CategoricalDistribution","attributes":{"choices":\#(choices)}}"#
    }
  }

  @Test(arguments: BadLine.notJSON + BadLine.notARecord)
  func `the error names an invalid line between valid ones`(bad: BadLine) throws {
    let bytes = lines(marks: [1, 2]) + Array("\(bad.line)\n".utf8) + lines(marks: [3])
    try withTemporaryJournal(of: bytes) { journal in
      let reading = try #require(throws: StorageError.self) {
        try journal.storage.records(after: .start)
      }
      let writing = try #require(throws: StorageError.self) {
        try journal.storage.append(marks: [4])
      }
      for error in [reading, writing] {
        #expect(error.code == .corrupt)
        #expect(error.description.hasPrefix("\(journal.path), line 3: "))
        #expect(error.description.contains(bad.reason))
        #expect(error.description.contains("the lines before are intact"))
        #expect(error.description.contains("`attune doctor --repair NEW`"))
      }
      #expect(try journal.bytes() == bytes)
      #expect(try journal.files() == ["study.journal"])
    }
  }

  @Test(arguments: BadLine.notARecord)
  func `the error names a last line that is JSON but not a record`(bad: BadLine) throws {
    let bytes = lines(marks: [1, 2]) + Array("\(bad.line)\n".utf8)
    try withTemporaryJournal(of: bytes) { journal in
      let error = try #require(throws: StorageError.self) {
        try journal.storage.records(after: .start)
      }
      #expect(error.description.hasPrefix("\(journal.path), line 3: "))
    }
  }

  @Test func `line numbers count from the start of the file, not of the read`() throws {
    try withTemporaryJournal(of: lines(marks: [1, 2])) { journal in
      let storage = journal.storage
      let position = try storage.records(after: .start).end
      try journal.append(lines(marks: [3]) + Array("garbage\n".utf8) + lines(marks: [4]))
      let error = try #require(throws: StorageError.self) { try storage.records(after: position) }
      #expect(error.description.hasPrefix("\(journal.path), line 4: "))
    }
  }

  // MARK: Unusual journals

  /// Layouts that Python Optuna reads but does not write.
  @Test(arguments: [
    "{\"op_code\":10,\"worker_id\":\"w\",\"trial_ids\":[1]}\r\n",
    "\u{FEFF}{\"op_code\":10,\"worker_id\":\"w\",\"trial_ids\":[1]}\n",
    " \t{ \"trial_ids\" : [ 1 ] , \"worker_id\" : \"w\" , \"op_code\" : 10 } \n",
    "{\"op_code\":10.0,\"worker_id\":\"w\",\"trial_ids\":[1],\"more\":{}}\n",
    "{\"op_code\":9,\"op_code\":10,\"worker_id\":\"w\",\"trial_ids\":[1]}\n",
    "{\"op_code\":10,\"worker_id\":\"\u{2028}\u{85}é\",\"trial_ids\":[1]}\n",
  ])
  func `records in other layouts are read and appended to`(line: String) throws {
    try withTemporaryJournal(of: Array(line.utf8) + Array(line.utf8)) { journal in
      #expect(try journal.storage.marks() == [1, 1])
      try journal.storage.append(marks: [2])
      #expect(try journal.storage.marks() == [1, 1, 2])
    }
  }

  @Test func `a line may be very long`() throws {
    let note = String(repeating: "long \u{1F600} ", count: 200_000)
    try withTemporaryJournal { journal in
      let operation = LogOperation.setStudyUserAttribute(
        study: 0, key: "k", value: .string(note))
      _ = try journal.storage.append(after: .start) { _ throws(StorageError) in
        [.mark(1), LogRecord(worker: "w", operation: operation), .mark(2)]
      }
      let records = try journal.storage.records(after: .start).records
      #expect(records.map(\.operation) == [.mark(1), operation, .mark(2)])
      #expect(try journal.bytes().count > 3_000_000)
    }
  }

  /// Replay ignores records that refer to missing studies or trials.
  @Test(arguments: [-1, 7, Int.max, Int.min])
  func `unknown ids are ignored`(id: Int) throws {
    let operations: [LogOperation] = [
      .createStudy(name: "s", directions: [.minimize]), .deleteStudy(id),
      .setStudyUserAttribute(study: id, key: "k", value: 1),
      .setStudySystemAttribute(study: id, key: "k", value: 1),
      .createTrial(study: id, TrialTemplate()),
      .setState(trial: id, .waiting, values: nil, at: nil),
      .setIntermediateValue(trial: id, IntermediateValue(step: id, value: 1)),
      .setTrialUserAttribute(trial: id, key: "k", value: 1),
      .setTrialSystemAttribute(trial: id, key: "k", value: 1), .discardTrials([id]),
      .setParameter(
        trial: id,
        Parameter(
          name: "x", distribution: .int(try IntDistribution(0...3)), recordedValue: 1)),
      .createTrial(study: 0, TrialTemplate()),
    ]
    try withTemporaryJournal(
      of: JournalEncoder.lines(operations.map { LogRecord(worker: "w", operation: $0) })
    ) { journal in
      let state = try Fixture.state(path: journal.path)
      #expect(state.studies.count == 1)
      #expect(state.studies[0].history.count == 1)
      #expect(state.nextTrialID == 1)
    }
  }

  // MARK: Files that are not journals

  @Test(arguments: [
    "Dear diary,\n", "Dear diary,\nnothing happened\n", "no newline", "\n", "\n\n\n", " ",
    "[1, 2, 3]\n", "[{\"op_code\":1}]", "{\"name\": \"attune\", \"version\": 1}",
    "{\"name\": \"attune\"}\n", "{\"a\":1}\n{\"b\":2}\n", "{\n  \"name\": \"attune\"\n}\n",
    "{\n  \"name\": \"attune\"\n}", "{ unfinished", "x,y\n1,2\n", "<svg/>",
    "\u{7F}ELF\u{2}\u{1}\u{1}",
    "SQLite format 3\u{0}\u{10}\u{0}\u{1}\u{1}\u{0}@  ", "PK\u{3}\u{4}\u{14}\u{0}\n\n\u{8}",
  ])
  func `a file that is not a journal is rejected and unchanged`(content: String) throws {
    let bytes = Array(content.utf8)
    try withTemporaryJournal(of: bytes) { journal in
      let reading = try #require(throws: StorageError.self) {
        try journal.storage.records(after: .start)
      }
      let writing = try #require(throws: StorageError.self) {
        try journal.storage.append(marks: [1])
      }
      let opening = try #require(throws: StorageError.self) {
        try Study("s", storage: .journal(journal.path))
      }
      for error in [reading, writing, opening] {
        #expect(error.code == .corrupt)
        #expect(error.description.contains(journal.path))
        #expect(error.description.contains("another path"))
      }
      #expect(try journal.bytes() == bytes)
      #expect(try journal.files() == ["study.journal"])
    }
  }

  @Test func `a file of random bytes is rejected and unchanged`() throws {
    var random = RandomStream(seed: 11)
    try withTemporaryJournal { journal in
      for size in stride(from: 1, through: 200, by: 4) {
        var bytes = (0..<size).map { _ in UInt8(truncatingIfNeeded: random.next()) }
        // A file that starts like a record may be a truncated record.
        if bytes[0] == UInt8(ascii: "{") { bytes[0] = 0 }
        try journal.write(bytes)
        #expect(throws: StorageError.self) { try journal.storage.records(after: .start) }
        #expect(throws: StorageError.self) { try journal.storage.append(marks: [1]) }
        try #require(try journal.bytes() == bytes)
      }
    }
  }

  /// For any changed byte, reading returns records or throws, and appending changes no other line.
  @Test func `a corrupt byte neither crashes the reader nor loses other lines`() throws {
    let intact = try Fixture.bytes("golden/attrs.log")
    var random = RandomStream(seed: 12)
    try withTemporaryJournal { journal in
      for _ in 0..<60 {
        var bytes = intact
        for _ in 0...random.index(below: 3) {
          bytes[random.index(below: bytes.count - 1)] = UInt8(truncatingIfNeeded: random.next())
        }
        try journal.write(bytes)
        do {
          var state = LogState()
          for record in try journal.storage.records(after: .start).records {
            state.apply(record.operation)
          }
          try journal.storage.append(marks: [1])
          try #require(try journal.bytes() == bytes + lines(marks: [1]))
        } catch is StorageError {
          try #require(try journal.bytes() == bytes)
        }
      }
    }
  }
}
