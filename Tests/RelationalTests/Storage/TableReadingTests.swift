import Attune
import AttuneRelational
import Testing

@Suite struct TableReadingTests {
  private static let distribution =
    #"{"name": "FloatDistribution", "attributes": {"step": null, "low": 0.0, "high": 1.0, "log": false}}"#

  /// Creates a study with a trial as Python writes it.
  private func makeTrial(
    _ engine: TestEngine, state: String = "RUNNING"
  ) throws -> (database: TestStorage, writer: StudyWriter) {
    let database = try engine.makeDatabase()
    let writer = try StudyWriter(in: database.open())
    try database.execute(
      "INSERT INTO trials (number, study_id, state, datetime_start) "
        + "VALUES (0, 1, '\(state)', '2026-01-31 23:59:58')")
    return (database, writer)
  }

  @Test(arguments: TestEngine.available)
  func `rows of Python are read`(engine: TestEngine) throws {
    var (database, writer) = try makeTrial(engine)
    try database.execute(
      "INSERT INTO trial_params (trial_id, param_name, param_value, distribution_json) "
        + "VALUES (1, 'y', 1, ?), (1, 'x', 0.25, ?)",
      [.text(Self.distribution), .text(Self.distribution)])
    try database.execute(
      "INSERT INTO trial_intermediate_values "
        + "(trial_id, step, intermediate_value, intermediate_value_type) VALUES "
        + "(1, 7, NULL, 'NAN'), (1, 2, NULL, 'INF_POS'), (1, 3, NULL, 'INF_NEG'), (1, 1, 2, 'FINITE')"
    )
    try database.execute(
      "INSERT INTO trial_values (trial_id, objective, value, value_type) "
        + "VALUES (1, 1, NULL, 'INF_NEG'), (1, 0, 1.5, 'FINITE')")
    let key = engine == .mySQL ? "`key`" : "\"key\""
    try database.execute(
      "INSERT INTO trial_user_attributes (trial_id, \(key), value_json) VALUES (1, ?, ?)",
      [.text("é"), .text(#"{"k": [1, null, NaN, "\u00e9"]}"#)])
    let changes = try writer.read()
    guard case .trial(id: 1, number: 0, let trial)? = changes.last else {
      Issue.record("\(changes)")
      return
    }
    #expect(trial.state == .running)
    #expect(trial.startTime?.description == "2026-01-31T23:59:58.000000+00:00")
    #expect(trial.parameters.map(\.name) == ["y", "x"])
    #expect(trial.parameters.map(\.recordedValue) == [1, 0.25])
    #expect(trial.intermediateValues.map(\.step) == [1, 2, 3, 7])
    #expect(trial.intermediateValues.map(\.value).dropLast() == [2, .infinity, -.infinity])
    #expect(trial.intermediateValues.last?.value.isNaN == true)
    #expect(trial.values == [1.5, -.infinity])
    #expect(trial.userAttributes == ["é": ["k": [1, nil, .float(.nan), "é"]]])
  }

  @Test(arguments: TestEngine.available)
  func `heartbeats of Python are leases`(engine: TestEngine) throws {
    var (database, writer) = try makeTrial(engine)
    try database.execute(
      "INSERT INTO trial_heartbeats (trial_id, heartbeat) VALUES (1, '2026-02-01 00:00:00')")
    guard case .trial(_, _, let trial)? = try writer.read().last else {
      Issue.record("there is no trial")
      return
    }
    #expect(
      trial.systemAttributes["attune:lease"]?.objectValue?["time"]
        == "2026-02-01T00:00:00.000000+00:00")
    let condition = TrialCondition(trial: 1)
    #expect(try writer.storage.recordHeartbeat(if: condition, in: writer.study))
    guard case .trial(_, _, let next)? = try writer.read().last else {
      Issue.record("there is no trial")
      return
    }
    #expect(next.systemAttributes["attune:lease"] != trial.systemAttributes["attune:lease"])
    #expect(try database.count("trial_heartbeats") == 1)
    #expect(try database.count("trial_system_attributes") == 0)
    try writer.commit(.setState(trial: 1, .failed, values: nil, at: .now()))
    #expect(try writer.storage.recordHeartbeat(if: condition, in: writer.study))
    #expect(try database.open().studies()[0].trials[0].systemAttributes.isEmpty)
  }

  @Test(arguments: TestEngine.available)
  func `a former worker does not renew the lease of the next one`(engine: TestEngine) throws {
    var (database, writer) = try makeTrial(engine)
    let owner = { (attempt: Int) -> (key: String, value: JSONValue) in
      ("attune:owner", ["worker": "w", "attempt": .int(attempt)])
    }
    try writer.commit(
      .setTrialSystemAttribute(trial: 1, key: owner(2).key, value: owner(2).value))
    for (attempt, count) in [(1, 0), (2, 1)] {
      let condition = TrialCondition(trial: 1, attribute: owner(attempt))
      #expect(try writer.storage.recordHeartbeat(if: condition, in: writer.study))
      #expect(try database.count("trial_heartbeats") == count)
    }
  }

  @Test(arguments: TestEngine.available)
  func `invalid rows are reported with their place`(engine: TestEngine) throws {
    let (database, writer) = try makeTrial(engine)
    func expectError(_ parts: String..., sourceLocation: SourceLocation = #_sourceLocation) {
      #expect(sourceLocation: sourceLocation) {
        try writer.storage.changes(in: 1, after: .start)
      } throws: { error in
        parts.allSatisfy { "\(error)".contains($0) } && (error as? StorageError)?.code == .corrupt
      }
    }
    try database.execute(
      "INSERT INTO trial_params (trial_id, param_name, param_value, distribution_json) "
        + "VALUES (1, 'x', 0.5, 'nonsense')")
    expectError("distribution_json", "trial_params", "trial 1")
    try database.execute(
      "UPDATE trial_params SET distribution_json = ?", [.text(Self.distribution)])
    try database.execute("UPDATE trial_params SET param_value = NULL")
    expectError("param_value", "trial_params", "NULL")
    try database.execute("DELETE FROM trial_params")
    let key = engine == .mySQL ? "`key`" : "\"key\""
    try database.execute(
      "INSERT INTO trial_user_attributes (trial_id, \(key), value_json) VALUES (1, 'a', '{')")
    expectError("value_json", "trial_user_attributes", "trial 1")
    try database.execute("DELETE FROM trial_user_attributes")
    try database.execute("UPDATE trials SET number = 3")
    expectError("number 3", "attune doctor")
    try database.execute("UPDATE trials SET number = NULL")
    expectError("no number", "attune doctor")
  }

  @Test(arguments: TestEngine.available)
  func `a study is read in parts`(engine: TestEngine) throws {
    let database = try engine.makeDatabase()
    var writer = try StudyWriter(in: database.open())
    for _ in 0..<10 { try writer.commit(.createTrial(TrialTemplate())) }
    let reader = database.open(batchLength: 3)
    var batch = try reader.changes(in: writer.study, after: .start)
    var counts = [batch.changes.count]
    while !batch.isComplete {
      batch = try reader.changes(in: writer.study, after: batch.end)
      counts.append(batch.changes.count)
    }
    // Running trials are returned again.
    #expect(counts.count == 4 && counts[0] == 4)
    #expect(try reader.studies()[0].trials.map(\.number) == Array(0..<10))
  }

  @Test(arguments: TestEngine.available, [5, 400])
  func `queued trials are read when they change`(engine: TestEngine, count: Int) throws {
    let database = try engine.makeDatabase()
    var writer = try StudyWriter(in: database.open())
    var waiting = TrialTemplate()
    waiting.state = .waiting
    var ids: [Int] = []
    for _ in 0..<count { ids += try writer.commit(.createTrial(waiting)) }
    var reader = StudyWriter(writer.study, in: database.open())
    #expect(try reader.readIDs() == ids)
    #expect(try reader.readIDs().isEmpty)
    // Started and returned to the queue between two reads.
    try writer.commit(.setState(trial: ids[1], .running, values: nil, at: .now()))
    try writer.commit(
      .setTrialUserAttribute(trial: ids[1], key: "a", value: 1),
      .setState(trial: ids[1], .waiting, values: nil, at: nil))
    #expect(try reader.readIDs() == [ids[1]])
    // Finished by another program without having been started.
    try database.execute(
      "UPDATE trials SET state = 'FAIL' WHERE trial_id = ?", [.int(ids[2])])
    #expect(try reader.readIDs() == [ids[1], ids[2]])
    #expect(try reader.readIDs() == [ids[1]])
  }
}
