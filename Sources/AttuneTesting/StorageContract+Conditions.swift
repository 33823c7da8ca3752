import Attune
import Synchronization

extension StorageContract {
  /// Records operations under conditions, if the storage has such statements.
  func checkConditions() throws {
    let handles = try makeHandles()
    let attempt = { (number: Int) -> JSONValue in ["attempt": .int(number), "worker": "w\u{E9}"] }
    var template = TrialTemplate(startTime: SampleHistory.time(0))
    template.systemAttributes = ["owner": attempt(1)]
    var waiting = template
    waiting.state = .waiting
    waiting.startTime = nil
    let creations = [template, waiting, template].map { StorageOperation.createTrial($0) }
    var expected = try makeStudy(in: InMemoryStorage())
    var writer = try makeStudy(in: handles[0])
    var other = try makeStudy("other", in: handles[1])
    let ids = try writer.commit(creations)
    let expectedIDs = try expected.commit(creations)
    let foreign = try other.commit(creations)
    let float = try Distribution.float(FloatDistribution(0...1))
    let operations = { (trial: Int) -> [StorageOperation] in
      [
        .setParameter(
          trial: trial, Parameter(name: "x", distribution: float, recordedValue: 0.1)),
        .setIntermediateValue(trial: trial, IntermediateValue(step: 3, value: .nan)),
        .setIntermediateValue(trial: trial, IntermediateValue(step: 1, value: -0.0)),
        .setTrialUserAttribute(trial: trial, key: "note", value: ["a": .float(.infinity)]),
        .setTrialSystemAttribute(trial: trial, key: "note", value: nil),
      ]
    }
    let owner = (key: "owner", value: attempt(1))
    let result = try handles[0].append(
      operations(ids[0]), if: TrialCondition(trial: ids[0], attribute: owner), in: writer.study.id)
    guard let result else { return }
    try require(result, "operations are recorded if their condition holds, which returns true")
    try expected.commit(operations(expectedIDs[0]))
    try requireRecorded(
      &writer, expected, handles, "operations are recorded if their condition holds")

    // Each condition fails for another reason.
    let failing: [(reason: String, trial: Int, attribute: (key: String, value: JSONValue))] = [
      ("waits", ids[1], owner), ("has another attribute", ids[0], ("owner", attempt(2))),
      ("lacks the attribute", ids[0], ("unknown", attempt(1))),
      ("lacks the attribute", ids[0], ("note", ["a": .float(.infinity)])),
      ("does not exist", (ids + foreign).reduce(0, max) + 1_000_000, owner),
    ]
    for (reason, trial, attribute) in failing {
      let condition = TrialCondition(trial: trial, attribute: attribute)
      try require(
        try handles[1].append(operations(trial), if: condition, in: writer.study.id) == false,
        "nothing is recorded under a condition on a trial that \(reason), which returns false")
      try requireRecorded(
        &writer, expected, handles,
        "nothing is recorded under a condition on a trial that \(reason)")
    }
    // The end of a trial, without an attribute.
    let end = { (trial: Int) -> [StorageOperation] in
      [
        .setTrialUserAttribute(trial: trial, key: "last", value: true),
        .setState(trial: trial, .complete, values: [0.5], at: SampleHistory.time(1)),
      ]
    }
    try require(
      try handles[1].append(end(ids[0]), if: TrialCondition(trial: ids[0]), in: writer.study.id)
        == true, "operations are recorded if their condition holds, which returns true")
    try expected.commit(end(expectedIDs[0]))
    try requireRecorded(
      &writer, expected, handles, "operations are recorded if their condition holds")
    for operations in [operations(ids[0]), end(ids[0])] {
      let condition = TrialCondition(trial: ids[0], attribute: owner)
      try require(
        try handles[0].append(operations, if: condition, in: writer.study.id) == false,
        "nothing is recorded under a condition on a trial that has finished, which returns false")
      try requireRecorded(
        &writer, expected, handles,
        "nothing is recorded under a condition on a trial that has finished")
    }
    let before = other.snapshot
    try other.refresh()
    try requireSame(other.snapshot, before, "operations under conditions change no other study")
  }

  /// Requires that readers of all objects see the expected study.
  private func requireRecorded(
    _ follower: inout StudyFollower, _ expected: StudyFollower, _ handles: [any Storage],
    _ requirement: String
  ) throws {
    try follower.refresh()
    for snapshot in try [follower.snapshot] + handles.map({ try read(follower.study, in: $0) }) {
      try requireSame(snapshot, expected.snapshot, requirement)
    }
  }

  /// Records heartbeats under conditions, if the storage has them.
  func checkHeartbeats() throws {
    let handles = try makeHandles()
    let attempt = { (number: Int) -> JSONValue in ["attempt": .int(number)] }
    var template = TrialTemplate(startTime: SampleHistory.time(0))
    template.systemAttributes = ["owner": attempt(1)]
    var waiting = template
    waiting.state = .waiting
    waiting.startTime = nil
    var writer = try makeStudy(in: handles[0])
    let ids = try writer.commit([template, waiting, template].map { .createTrial($0) })
    try writer.commit([
      .setState(trial: ids[2], .complete, values: [0.5], at: SampleHistory.time(1))
    ])
    let before = writer.snapshot
    let owner = (key: "owner", value: attempt(1))
    var results: [Bool] = []

    // Each condition fails for another reason.
    let failing: [(reason: String, trial: Int, attribute: (key: String, value: JSONValue))] = [
      ("has another attribute", ids[0], ("owner", attempt(2))),
      ("lacks the attribute", ids[0], ("unknown", attempt(1))),
      ("waits", ids[1], owner), ("has finished", ids[2], owner),
      ("does not exist", ids.reduce(0, max) + 1_000_000, owner),
    ]
    for (reason, trial, attribute) in failing {
      let condition = TrialCondition(trial: trial, attribute: attribute)
      results.append(try handles[1].recordHeartbeat(if: condition, in: writer.study.id))
      for snapshot in try readWithHeartbeats(&writer, handles) {
        try require(
          snapshot.trials.allSatisfy { Heartbeat(of: $0) == nil },
          "no heartbeat is recorded under a condition on a trial that \(reason)")
      }
    }
    // In later rounds there is a heartbeat already.
    for storage in handles + handles {
      let condition = TrialCondition(trial: ids[0], attribute: owner)
      results.append(try storage.recordHeartbeat(if: condition, in: writer.study.id))
      try require(
        results.allSatisfy { $0 == results[0] }, "a storage records all heartbeats or none")
      for snapshot in try readWithHeartbeats(&writer, handles) {
        try requireSame(snapshot, before, "a heartbeat does not change the contents of a trial")
        try require(
          (Heartbeat(of: snapshot.trials[0]) != nil) == results[0],
          "readers receive a recorded heartbeat as the attribute \(SystemAttribute.lease) with a "
            + "count and a time")
        try require(
          snapshot.trials.dropFirst().allSatisfy { Heartbeat(of: $0) == nil },
          "a heartbeat is recorded with no other trial")
      }
    }
  }

  /// The study as readers of all objects see it.
  private func readWithHeartbeats(
    _ follower: inout StudyFollower, _ handles: [any Storage]
  ) throws -> [StudySnapshot] {
    try follower.refresh()
    return try [follower.snapshot] + handles.map { try read(follower.study, in: $0) }
  }

  /// Ends trials under a condition from several threads; one of them succeeds.
  func checkConcurrentConditions() throws {
    let handles = try makeHandles()
    let workerCount = 4
    var writer = try makeStudy(in: handles[0])
    let study = writer.study
    for _ in 0..<5 {
      let trial = try writer.commit([.createTrial(TrialTemplate())])[0]
      let winners = SharedList<Int>()
      let recorded = SharedList<String>()
      let supports = SharedList<Bool>()
      try ConcurrentTasks.run(count: workerCount) { worker in
        let storage = handles[worker % handles.count]
        let condition = TrialCondition(trial: trial)
        // Attributes until the trial ends, and its end by one worker.
        for index in 0..<3 {
          let key = "\(worker) \(index)"
          let result = try storage.append(
            [.setTrialUserAttribute(trial: trial, key: key, value: true)], if: condition,
            in: study.id)
          guard let result else { return }
          supports.append(true)
          if result { recorded.append(key) }
        }
        let end = StorageOperation.setState(
          trial: trial, .complete, values: [Double(worker)], at: SampleHistory.time(1))
        if try storage.append([end], if: condition, in: study.id) == true { winners.append(worker) }
      }
      guard !supports.elements.isEmpty else { return }
      try writer.refresh()
      let ended = writer.snapshot.trials[writer.snapshot.trials.count - 1]
      try require(
        winners.elements.count == 1 && ended.values == winners.elements.map(Double.init),
        "of several results of a trial under a condition, exactly one is recorded: "
          + "\(winners.elements.count) were accepted")
      try require(
        Set(ended.userAttributes.keys) == Set(recorded.elements),
        "exactly the operations are recorded for which recording under a condition returned true")
    }
  }
}
