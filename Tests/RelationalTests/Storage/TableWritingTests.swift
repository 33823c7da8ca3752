import Attune
import AttuneRelational
import Testing

@Suite struct TableWritingTests {
  @Test(arguments: TestEngine.available)
  func `long attributes are stored and replaced`(engine: TestEngine) throws {
    let database = try engine.makeDatabase()
    var writer = try StudyWriter(in: database.open())
    var trial = TrialTemplate()
    let text = String(repeating: "a \"quoted\" \\ é\u{7F}\u{1F600}\n", count: 40_000)
    trial.systemAttributes = ["attune:checkpoint": .string(text), "short": 1]
    let id = try writer.commit(.createTrial(trial))[0]
    #expect(try database.open().studies()[0].trials[0].systemAttributes == trial.systemAttributes)
    let condition = TrialCondition(trial: id, attribute: ("short", 1))
    for value in [JSONValue.string("b" + text), "short", .string(text)] {
      #expect(
        try writer.storage.append(
          [.setTrialSystemAttribute(trial: id, key: "attune:checkpoint", value: value)],
          if: condition, in: writer.study) == true)
      let attributes = try database.open().studies()[0].trials[0].systemAttributes
      #expect(attributes == ["attune:checkpoint": value, "short": 1])
    }
  }

  @Test(arguments: TestEngine.available)
  func `names that cannot be stored are refused`(engine: TestEngine) throws {
    let database = try engine.makeDatabase()
    var writer = try StudyWriter(in: database.open())
    let id = try writer.commit(.createTrial(TrialTemplate()))[0]
    let long = String(repeating: "é", count: 513)
    for name in [long, "a\0b"] {
      #expect(throws: StorageError.self) {
        try writer.commit(.setTrialUserAttribute(trial: id, key: name, value: 1))
      }
      #expect(throws: StorageError.self) {
        try writer.storage.append(
          [.setTrialUserAttribute(trial: id, key: name, value: 1)],
          if: TrialCondition(trial: id), in: writer.study)
      }
      #expect(throws: StorageError.self) {
        try writer.storage.createStudy(StudyTemplate(name: name, directions: [.minimize]))
      }
    }
    // A failure leaves no lock and no transaction.
    try writer.commit(.setTrialUserAttribute(trial: id, key: String(long.dropLast()), value: 1))
    #expect(try database.count("trial_user_attributes") == 1)
  }

  @Test(arguments: TestEngine.available)
  func `objective values that are not numbers are not stored`(engine: TestEngine) throws {
    let database = try engine.makeDatabase()
    var writer = try StudyWriter(in: database.open())
    var trial = TrialTemplate()
    trial.state = .pruned
    trial.values = [.nan]
    try writer.commit(.createTrial(trial))
    #expect(try database.count("trial_values") == 0)
  }

  @Test(arguments: TestEngine.available)
  func `a trial that Python finishes in between is decided on again`(engine: TestEngine) throws {
    // SQLite locks the whole file while the closure decides.
    guard engine != .sqlite else { return }
    let database = try engine.makeDatabase()
    var writer = try StudyWriter(in: database.open())
    let id = try writer.commit(.createTrial(TrialTemplate()))[0]
    var states: [TrialState] = []
    _ = try writer.storage.commit(in: writer.study, after: writer.position) {
      batch throws(StorageError) in
      for case .trial(_, _, let trial) in batch.changes { states.append(trial.state) }
      guard states.count == 1 else { return [] }
      // Python locks the row of the trial, not that of the study.
      do {
        try database.execute("UPDATE trials SET state = 'FAIL' WHERE trial_id = ?", [.int(id)])
      } catch {
        throw StorageError(.unwritable, "\(error)")
      }
      return [.setState(trial: id, .complete, values: [1], at: .now())]
    }
    #expect(states == [.running, .failed])
    #expect(try database.count("trial_values") == 0)
  }

  @Test(arguments: TestEngine.available)
  func `ids of deleted studies and trials are not assigned again`(engine: TestEngine) throws {
    let database = try engine.makeDatabase()
    let storage = database.open()
    var studies: Set<Int> = []
    var trials: Set<Int> = []
    for _ in 0..<4 {
      var writer = try StudyWriter(in: storage)
      #expect(studies.insert(writer.study).inserted)
      for _ in 0..<3 {
        #expect(trials.insert(try writer.commit(.createTrial(TrialTemplate()))[0]).inserted)
      }
      #expect(try storage.deleteStudy(writer.study))
      #expect(try writer.read() == [.deleted])
    }
    #expect(try storage.listStudies().isEmpty)
  }
}
