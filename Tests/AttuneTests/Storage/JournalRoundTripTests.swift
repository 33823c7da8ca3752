import Testing

@testable import Attune

/// Operations that are written to a journal and read back are identical, bit by bit.
@Suite struct JournalRoundTripTests {
  /// Compares operations by their descriptions: as values, NaN is not equal to itself, and 0.0 equals
  /// -0.0.
  private func expectSame(
    _ read: LogOperation, _ written: LogOperation,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    try #require("\(read)" == "\(written)", sourceLocation: sourceLocation)
  }

  private func readBack(_ operations: [LogOperation]) throws -> [LogOperation] {
    let bytes = JournalEncoder.lines(
      operations.map { LogRecord(worker: "w", operation: $0) })
    return try withTemporaryJournal(of: bytes) { journal in
      try journal.storage.records(after: .start).records.map(\.operation)
    }
  }

  @Test func `operations of every kind round-trip`() throws {
    var source = RandomOperations(seed: 21)
    var operations: [LogOperation] = []
    for _ in 0..<3000 { operations.append(try source.operation()) }
    let read = try readBack(operations)
    try #require(read.count == operations.count)
    for (a, b) in zip(read, operations) { try expectSame(a, b) }
  }

  @Test func `floating-point values round-trip exactly in every field`() throws {
    let unit = Distribution.float(try FloatDistribution(0...1))
    for value in RandomOperations.doubles {
      var template = TrialTemplate()
      template.values = [value]
      let operations: [LogOperation] = [
        .setIntermediateValue(trial: 0, IntermediateValue(step: 0, value: value)),
        .setState(
          trial: 0, .complete, values: [value, value], at: Timestamp(microsecondsSince1970: 0)),
        .setTrialUserAttribute(trial: 0, key: "k", value: .float(value)),
        .setParameter(
          trial: 0, Parameter(name: "x", distribution: unit, recordedValue: value)),
        .createTrial(study: 0, template),
      ]
      var found: [Double] = []
      for operation in try readBack(operations) {
        switch operation {
        case .setIntermediateValue(_, let report): found.append(report.value)
        case .setState(_, _, let values, _): found += values ?? []
        case .setTrialUserAttribute(_, _, .float(let value)): found.append(value)
        case .setParameter(_, let parameter): found.append(parameter.recordedValue)
        case .createTrial(_, let template): found += template.values ?? []
        default: Issue.record("\(operation) is unexpected")
        }
      }
      let bits = value.isNaN ? Double.nan.bitPattern : value.bitPattern
      #expect(found.map(\.bitPattern) == Array(repeating: bits, count: 6), "\(value)")
    }
  }

  @Test(arguments: RandomOperations.texts)
  func `strings round-trip in every field`(text: String) throws {
    let choices = Distribution.categorical(
      try CategoricalDistribution(recordedChoices: ["a", .string(text)]))
    let operations: [LogOperation] = [
      .createStudy(name: text, directions: [.maximize]),
      .setStudyUserAttribute(study: 0, key: text, value: .string(text)),
      .setTrialSystemAttribute(trial: 0, key: text, value: [[text: [.string(text)]]]),
      .setParameter(trial: 0, Parameter(name: text, distribution: choices, recordedValue: 1)),
    ]
    let bytes = JournalEncoder.lines(
      operations.map { LogRecord(worker: text, operation: $0) })
    try withTemporaryJournal(of: bytes) { journal in
      let records = try journal.storage.records(after: .start).records
      #expect(records.map(\.operation) == operations)
      for record in records { #expect(Array(record.worker.utf8) == Array(text.utf8)) }
      // Compare bytes: canonically equivalent strings are equal in Swift.
      #expect(JournalEncoder.lines(records) == bytes)
    }
  }

  @Test func `each record is one line of ASCII`() throws {
    var source = RandomOperations(seed: 22)
    for _ in 0..<500 {
      let record = LogRecord(worker: source.text(), operation: try source.operation())
      let bytes = JournalEncoder.lines([record])
      try #require(bytes.last == UInt8(ascii: "\n"))
      try #require(bytes.dropLast().allSatisfy { (0x20...0x7E).contains($0) })
    }
  }

  // MARK: Exact text

  /// The text that Python writes: `json.dumps(record, separators=(",", ":"))`.
  @Test func `records have the same text as in Python`() throws {
    let time = Timestamp(microsecondsSince1970: 1_767_225_599_000_001)
    let rate = Parameter(
      name: "rate", distribution: .float(try FloatDistribution(1e-5...1, scale: .log)),
      recordedValue: 1e-3)
    let kind = Parameter(
      name: "kind",
      distribution: .categorical(try CategoricalDistribution(choices: ["é", 1, 2.5, true, nil])),
      recordedValue: 1)
    let layers = Parameter(
      name: "layers", distribution: .int(try IntDistribution(1...9, step: 4)), recordedValue: 9)
    var template = TrialTemplate(startTime: time)
    template.state = .complete
    template.values = [0.5]
    template.endTime = time
    template.parameters = ParameterList([rate, layers])
    template.intermediateValues = [IntermediateValue(step: 3, value: -0.0)]
    template.userAttributes = ["b": 1, "a": nil]
    let rows: [(LogOperation, String)] = [
      (
        .createStudy(name: "s", directions: [.minimize, .maximize]),
        #""op_code":0,"worker_id":"w","study_name":"s","directions":[1,2]"#
      ),
      (.deleteStudy(3), #""op_code":1,"worker_id":"w","study_id":3"#),
      (
        .setStudyUserAttribute(
          study: 0, key: "k", value: ["z": 1, "a": [.float(.nan), .float(-.infinity)]]),
        #""op_code":2,"worker_id":"w","study_id":0,"user_attr":{"k":{"z":1,"a":[NaN,-Infinity]}}"#
      ),
      (
        .setStudySystemAttribute(study: 0, key: "k", value: "x"),
        #""op_code":3,"worker_id":"w","study_id":0,"system_attr":{"k":"x"}"#
      ),
      (
        .createTrial(study: 0, TrialTemplate(startTime: time)),
        #""op_code":4,"worker_id":"w","study_id":0,"#
          + #""datetime_start":"2025-12-31T23:59:59.000001+00:00""#
      ),
      (
        .createTrial(study: 0, TrialTemplate()),
        #""op_code":4,"worker_id":"w","study_id":0,"datetime_start":null"#
      ),
      (
        .createTrial(study: 0, template),
        #""op_code":4,"worker_id":"w","study_id":0,"#
          + #""datetime_start":"2025-12-31T23:59:59.000001+00:00","state":1,"value":0.5,"#
          + #""values":null,"datetime_complete":"2025-12-31T23:59:59.000001+00:00","#
          + #""distributions":{"rate":"{\"name\": \"FloatDistribution\", \"attributes\": "#
          + #"{\"step\": null, \"low\": 1e-05, \"high\": 1.0, \"log\": true}}","#
          + #""layers":"{\"name\": \"IntDistribution\", \"attributes\": "#
          + #"{\"log\": false, \"step\": 4, \"low\": 1, \"high\": 9}}"},"#
          + #""params":{"rate":0.001,"layers":9.0},"user_attrs":{"b":1,"a":null},"#
          + #""system_attrs":{},"intermediate_values":{"3":-0.0}"#
      ),
      (
        .setParameter(trial: 7, kind),
        #""op_code":5,"worker_id":"w","trial_id":7,"param_name":"kind","#
          + #""param_value_internal":1,"distribution":"{\"name\": \"CategoricalDistribution\", "#
          + #"\"attributes\": {\"choices\": [\"\\u00e9\", 1, 2.5, true, null]}}""#
      ),
      (
        .setState(trial: 7, .running, values: nil, at: time),
        #""op_code":6,"worker_id":"w","trial_id":7,"state":0,"values":null,"#
          + #""datetime_start":"2025-12-31T23:59:59.000001+00:00""#
      ),
      (
        .setState(trial: 7, .pruned, values: [1, .infinity], at: time),
        #""op_code":6,"worker_id":"w","trial_id":7,"state":2,"values":[1.0,Infinity],"#
          + #""datetime_complete":"2025-12-31T23:59:59.000001+00:00""#
      ),
      (
        .setState(trial: 7, .waiting, values: nil, at: nil),
        #""op_code":6,"worker_id":"w","trial_id":7,"state":4,"values":null"#
      ),
      (
        .setIntermediateValue(trial: 7, IntermediateValue(step: 2, value: 3)),
        #""op_code":7,"worker_id":"w","trial_id":7,"step":2,"intermediate_value":3.0"#
      ),
      (
        .setTrialUserAttribute(trial: 7, key: "", value: []),
        #""op_code":8,"worker_id":"w","trial_id":7,"user_attr":{"":[]}"#
      ),
      (
        .setTrialSystemAttribute(trial: 7, key: "k", value: .int(.max)),
        #""op_code":9,"worker_id":"w","trial_id":7,"system_attr":{"k":9223372036854775807}"#
      ),
      (.discardTrials([1, 2]), #""op_code":10,"worker_id":"w","trial_ids":[1,2]"#),
    ]
    for (operation, text) in rows {
      let bytes = JournalEncoder.lines([LogRecord(worker: "w", operation: operation)])
      #expect(String(decoding: bytes, as: UTF8.self) == "{\(text)}\n")
    }
  }

  @Test func `attributes keep the order of their keys`() throws {
    let value: JSONValue = ["z": 1, "a": 2, "m": ["y": 1, "b": 2]]
    let read = try readBack([.setTrialUserAttribute(trial: 0, key: "k", value: value)])
    guard case .setTrialUserAttribute(_, _, let found) = read[0] else { return }
    #expect(found.description == value.description)
    #expect(found.objectValue?.keys == ["z", "a", "m"])
  }
}
