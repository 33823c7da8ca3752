import Attune
import AttuneRelational
import Testing

/// Every call to the database fails once, in each way; nothing may be lost or recorded twice.
@Suite struct LostConnectionTests {
  /// Performs an operation with a failure at each of its calls.
  ///
  /// - Parameters:
  ///   - prepare: Prepares an empty database; returns the id of a study, and that of a running trial in it.
  ///   - operation: The operation with a storage whose connection fails.
  ///   - check: Checks the contents.
  private func withFailures(
    _ engine: TestEngine, _ fault: FaultyDriver.Fault,
    operation: (RelationalStorage, StudyWriter, Int) throws -> Void,
    check: (TestStorage, StudySnapshot) throws -> Void
  ) throws {
    var calls = 0
    while true {
      let database = try engine.makeDatabase()
      var writer = try StudyWriter(in: database.open())
      let trial = try writer.commit(.createTrial(TrialTemplate()))[0]
      let driver = FaultyDriver(database.driver, fault, afterCalls: calls)
      try operation(RelationalStorage(driver), writer, trial)
      try check(database, try #require(try database.open().study(named: "study")))
      guard driver.hasFailed else { break }
      calls += 1
    }
    #expect(calls > 1)
  }

  @Test(arguments: TestEngine.available, FaultyDriver.Fault.allCases)
  func `trials are created once`(engine: TestEngine, fault: FaultyDriver.Fault) throws {
    try withFailures(engine, fault) { (storage, writer, _) throws in
      var template = TrialTemplate()
      template.userAttributes = ["a": 1]
      let created = try storage.commit(in: writer.study, after: writer.position) {
        _ throws(StorageError) in
        [.createTrial(template), .createTrial(template)]
      }
      #expect(created.createdTrials.count == 2)
      var reader = StudyWriter(writer.study, in: storage)
      #expect(try reader.readIDs().suffix(2) == created.createdTrials[...])
      #expect(try storage.changes(in: writer.study, after: created.end).changes.count >= 2)
    } check: { (database, study) throws in
      #expect(study.trials.map(\.number) == [0, 1, 2])
      #expect(try database.count("trials") == 3)
      #expect(try database.count("trial_user_attributes") == 2)
    }
  }

  @Test(arguments: TestEngine.available, FaultyDriver.Fault.allCases)
  func `trials finish once`(engine: TestEngine, fault: FaultyDriver.Fault) throws {
    let time = Timestamp(microsecondsSince1970: 1_767_225_600_000_000)
    try withFailures(engine, fault) { (storage, writer, trial) throws in
      let isRecorded = try storage.append(
        [
          .setTrialUserAttribute(trial: trial, key: "a", value: 1),
          .setState(trial: trial, .complete, values: [0.5], at: time),
        ],
        if: TrialCondition(trial: trial), in: writer.study)
      #expect(isRecorded == true)
    } check: { _, study in
      #expect(study.trials.map(\.state) == [.complete])
      #expect(study.trials[0].values == [0.5])
      #expect(study.trials[0].endTime == time)
      #expect(study.trials[0].userAttributes == ["a": 1])
    }
  }

  @Test(arguments: TestEngine.available, FaultyDriver.Fault.allCases)
  func `decisions are recorded once`(engine: TestEngine, fault: FaultyDriver.Fault) throws {
    try withFailures(engine, fault) { (storage, writer, trial) throws in
      // A decision that is made again after it was recorded would see a trial that has finished.
      var outcome: Bool?
      _ = try storage.commit(in: writer.study, after: .start) { batch throws(StorageError) in
        for case .trial(trial, _, let contents) in batch.changes {
          outcome = contents.state == .running
        }
        guard outcome == true else { return [] }
        return [
          .setTrialSystemAttribute(trial: trial, key: "by", value: "me"),
          .setState(trial: trial, .pruned, values: nil, at: .now()),
        ]
      }
      #expect(outcome == true)
    } check: { _, study in
      #expect(study.trials.map(\.state) == [.pruned])
      #expect(study.trials[0].systemAttributes == ["by": "me"])
    }
  }

  @Test(arguments: TestEngine.available, FaultyDriver.Fault.allCases)
  func `single rows are recorded once`(engine: TestEngine, fault: FaultyDriver.Fault) throws {
    let parameter = Parameter(
      name: "x", distribution: .float(try FloatDistribution(0...1)), recordedValue: 0.5)
    try withFailures(engine, fault) { (storage, writer, trial) throws in
      for operation in [
        StorageOperation.setParameter(trial: trial, parameter),
        .setIntermediateValue(trial: trial, IntermediateValue(step: 1, value: 2)),
        .setTrialUserAttribute(trial: trial, key: "a", value: 1),
      ] {
        #expect(
          try storage.append([operation], if: TrialCondition(trial: trial), in: writer.study)
            == true)
      }
      #expect(
        try storage.recordHeartbeat(if: TrialCondition(trial: trial), in: writer.study))
    } check: { (database, study) throws in
      #expect(study.trials[0].parameters.map(\.recordedValue) == [0.5])
      #expect(study.trials[0].intermediateValues == [IntermediateValue(step: 1, value: 2)])
      #expect(study.trials[0].userAttributes == ["a": 1])
      #expect(try database.count("trial_heartbeats") == 1)
    }
  }

  @Test(arguments: TestEngine.available, FaultyDriver.Fault.allCases)
  func `studies are created and deleted once`(
    engine: TestEngine, fault: FaultyDriver.Fault
  ) throws {
    try withFailures(engine, fault) { (storage, writer, _) throws in
      var template = StudyTemplate(name: "other", directions: [.maximize, .minimize])
      template.userAttributes = ["a": 1]
      let id = try #require(try storage.createStudy(template))
      #expect(id != writer.study)
      #expect(try storage.createStudy(template) == nil)
      #expect(try storage.deleteStudy(id))
      #expect(try !storage.deleteStudy(id))
    } check: { (database, study) throws in
      #expect(try database.open().listStudies().map(\.name) == ["study"])
      #expect(study.trials.count == 1)
      #expect(try database.count("study_directions") == 1)
      #expect(try database.count("study_user_attributes") == 0)
    }
  }
}
