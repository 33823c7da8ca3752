import Testing

@testable import Attune

/// The fast path for plain lines, compared with the general decoder.
@Suite struct PlainLineTests {
  /// All journals among the fixtures.
  private static var journals: [String] {
    get throws {
      try Fixture.names(in: "golden", suffix: ".log").map { "golden/\($0).log" }
        + Fixture.names(in: "Optuna", suffix: ".log").map { "Optuna/\($0).log" }
    }
  }

  /// Decodes a line by way of a JSON tree; nil if it is not a record.
  private func record(_ line: [UInt8], _ decoder: inout JournalDecoder) -> LogRecord? {
    line.withUnsafeBytes { bytes in
      (try? JSONParser.parse(bytes)).flatMap { try? decoder.record($0) }
    }
  }

  /// Compares records by their descriptions: as values, NaN is not equal to itself, and 0.0 equals -0.0.
  private func expectSame(
    _ plain: LogRecord, _ record: LogRecord?, _ line: [UInt8]
  ) throws {
    let record = try #require(record, "\(String(decoding: line, as: UTF8.self)) is no record")
    try #require("\(plain)" == "\(record)", "\(String(decoding: line, as: UTF8.self))")
  }

  @Test(arguments: try journals)
  func `both paths decode plain lines to the same records`(name: String) throws {
    var decoder = JournalDecoder()
    var other = JournalDecoder()
    var plainCount = 0
    let lines = try Fixture.bytes(name).split(separator: UInt8(ascii: "\n")).map { Array($0) }
    for line in lines {
      guard let plain = line.withUnsafeBytes({ decoder.plainRecord($0) }) else { continue }
      plainCount += 1
      try expectSame(plain, record(line, &other), line)
    }
    // The line that creates the study is not plain.
    if name == "golden/basic.log" { #expect(plainCount == lines.count - 1) }
  }

  @Test func `both paths agree on damaged lines, or the line is not plain`() throws {
    var random = RandomStream(seed: 31)
    // Random bytes rarely give other valid JSON, so these bytes are inserted more often.
    let marks = Array("\"\\{}[]:,.-+0123456789eENIntu \t\r\n".utf8)
    let lines = try Self.journals.flatMap { name in
      try Fixture.bytes(name).split(separator: UInt8(ascii: "\n")).map { Array($0) }
    }
    var decoder = JournalDecoder()
    var other = JournalDecoder()
    var plainCount = 0
    for _ in 0..<6000 {
      var line = lines[random.index(below: lines.count)]
      for _ in 0...random.index(below: 2) where !line.isEmpty {
        let index = random.index(below: line.count)
        let mark = marks[random.index(below: marks.count)]
        switch random.index(below: 6) {
        case 0: line[index] = UInt8(truncatingIfNeeded: random.next())
        case 1: line[index] = mark
        case 2: line.insert(mark, at: index)
        case 3: line.remove(at: index)
        case 4: line.removeSubrange(index...)
        default:
          let end = min(line.count, index + random.index(below: 40))
          line.insert(contentsOf: Array(line[index..<end]), at: end)
        }
      }
      guard let plain = line.withUnsafeBytes({ decoder.plainRecord($0) }) else { continue }
      plainCount += 1
      try expectSame(plain, record(line, &other), line)
    }
    #expect(plainCount > 300)
  }

  /// Rustuna writes the fields after the first two in any order.
  @Test(arguments: [
    #"{"op_code":5,"worker_id":"w","distribution":"{\"attributes\":{\"high\":5.0,\"log\":false,"#
      + #"\"low\":-5.0,\"step\":null},\"name\":\"FloatDistribution\"}","param_name":"x","#
      + #""param_value_internal":4.7,"trial_id":0}"#,
    #"{"op_code":4,"worker_id":"w","datetime_start":null,"study_id":0}"#,
    #"{"op_code":6,"worker_id":"w","values":[1,NaN],"state":4,"trial_id":3}"#,
    #"{"op_code":7,"worker_id":"w","intermediate_value":-Infinity,"step":1,"trial_id":0}"#,
    #"{"op_code":8,"worker_id":"w","user_attr":{"k":[{"a":null}]},"trial_id":0}"#,
  ])
  func `the order of the fields does not matter`(text: String) throws {
    let line = Array(text.utf8)
    var decoder = JournalDecoder()
    let plain = try #require(line.withUnsafeBytes { decoder.plainRecord($0) })
    try expectSame(plain, record(line, &decoder), line)
  }

  @Test(arguments: [
    #"{"op_code":7,"worker_id":"w","step":1,"step":2,"intermediate_value":1,"trial_id":0}"#,
    #"{"op_code":7,"worker_id":"w","step":1.0,"intermediate_value":1,"trial_id":0}"#,
    #"{"op_code":7,"worker_id":"w","step":1,"intermediate_value":1,"trial_id":0,"more":1}"#,
    #"{"op_code":7,"worker_id":"w","step":1,"intermediate_value":1}"#,
    #"{"op_code":7,"worker_id":"w","step":1,"intermediate_value":1,"trial_id":0} "#,
    #"{"worker_id":"w","op_code":7,"step":1,"intermediate_value":1,"trial_id":0}"#,
    #"{"op_code":6,"worker_id":"w","trial_id":0,"state":1,"values":null}"#,
    #"{"op_code":6,"worker_id":"w","trial_id":0,"state":4}"#,
    #"{"op_code":8,"worker_id":"w","trial_id":0,"user_attr":{}}"#,
  ])
  func `unusual lines are left to the general decoder`(text: String) {
    var decoder = JournalDecoder()
    #expect(Array(text.utf8).withUnsafeBytes { decoder.plainRecord($0) } == nil)
  }
}
