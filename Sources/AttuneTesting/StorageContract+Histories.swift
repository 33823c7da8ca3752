import Attune

extension StorageContract {
  /// Records histories with every operation, and compares what all readers see with what a storage
  /// in memory returns.
  func checkHistories() throws {
    for history in try SampleHistory.all { try check(history) }
  }

  private func check(_ history: SampleHistory) throws {
    let handles = try makeHandles()
    var expected = try makeStudy(history.study, in: InMemoryStorage())
    var expectedOther = try makeStudy("other", in: InMemoryStorage())
    // Trials of another study are created in between, so that ids have gaps.
    var other = try makeStudy("other", in: handles[1])
    var writer = try makeStudy(history.study, in: handles[0])
    var watcher = StudyFollower(writer.study, in: handles[1])
    var earlier: [StudyFollower] = []
    for (index, step) in history.steps.enumerated() {
      try expected.commit(step.operations(expected.ids))
      try writer.commit(step.operations(writer.ids))
      // A position after reading, and one after a commit.
      earlier.append(index.isMultiple(of: 2) ? watcher : writer)
      try watcher.refresh()
      let views = [
        ("the worker that recorded it", writer.snapshot),
        ("a worker that reads it", watcher.snapshot),
        ("a reader that starts now", try read(writer.study, in: handles[1])),
        ("a reader with the same object", try read(writer.study, in: handles[0])),
      ]
      for (reader, snapshot) in views {
        try requireSame(snapshot, expected.snapshot, "\(step.requirement), for \(reader)")
      }
      let operations: [StorageOperation] = [
        .createTrial(TrialTemplate(startTime: SampleHistory.time(index))),
        .setStudyUserAttribute(key: "step", value: .int(index)),
      ]
      try other.commit(operations)
      try expectedOther.commit(operations)
    }
    for var follower in earlier {
      try follower.refresh()
      try requireSame(
        follower.snapshot, expected.snapshot,
        "a position stays valid, and the changes after it lead to the current study")
    }
    for storage in handles {
      guard let study = try storage.study(named: history.study.name) else {
        throw ContractViolation("a study is found by its name")
      }
      try requireSame(study, expected.snapshot, "a study is read by its name")
      try requireSame(
        try read(other.study, in: storage), expectedOther.snapshot,
        "operations change only the study that they are committed in")
    }
    try requireAscending(writer.ids)
    try requireAscending(other.ids)
    try require(
      Set(writer.ids).isDisjoint(with: other.ids), "a trial has an id that no other trial has")
  }

  /// Requires that the ids of the trials of a study ascend.
  func requireAscending(_ ids: [Int]) throws {
    try require(
      zip(ids, ids.dropFirst()).allSatisfy { $0 < $1 },
      "the ids of the trials of a study ascend in the order of their creation: \(ids)")
  }

  /// Records a parameter that contradicts another trial's, which the library itself never does.
  ///
  /// A log returns the operation, which readers refuse; tables may contain it. Either way all
  /// readers must see the same.
  func checkContradiction() throws {
    let handles = try makeHandles()
    var writer = try makeStudy(in: handles[0])
    var watcher = StudyFollower(writer.study, in: handles[1])
    let ids = try writer.commit([.createTrial(TrialTemplate()), .createTrial(TrialTemplate())])
    let float = try Distribution.float(FloatDistribution(0...1))
    let int = try Distribution.int(IntDistribution(0...9))
    try writer.commit([
      .setParameter(
        trial: ids[0], Parameter(name: "x", distribution: float, recordedValue: 0.5))
    ])
    try watcher.refresh()
    let isRefused: Bool
    do {
      try writer.commit([
        .setParameter(trial: ids[1], Parameter(name: "x", distribution: int, recordedValue: 3))
      ])
      isRefused = false
    } catch is StorageError {
      isRefused = true
    }
    try watcher.refresh()
    let fresh = try read(writer.study, in: handles[0])
    try requireSame(
      watcher.snapshot, fresh,
      "all readers see the same when a parameter contradicts that of another trial")
    try require(
      fresh.trials[0].parameters.map(\.recordedValue) == [0.5]
        && (!isRefused || fresh.trials[1].parameters.isEmpty),
      "a parameter that contradicts that of another trial does not change that one")
    try writer.commit([.setState(trial: ids[1], .complete, values: [1], at: SampleHistory.time(1))])
    try watcher.refresh()
    try requireSame(
      watcher.snapshot, try read(writer.study, in: handles[0]),
      "all readers see the same when a parameter contradicts that of another trial")
  }

  /// Records names that some comparisons consider equal, and large values.
  ///
  /// A storage may refuse them with an error, but not mistake one for another.
  func checkUnusualNames() throws {
    for group in SampleNames.similar {
      try checkKept(
        "names are recorded with exactly their code points",
        group.enumerated().map { ($1, .int($0)) })
    }
    let text = String(repeating: "text \u{E9} ", count: 10_000)
    try checkKept("large values are recorded whole", [("large", .string(text))])
  }

  private func checkKept(_ requirement: String, _ pairs: [(String, JSONValue)]) throws {
    let handles = try makeHandles()
    var expected = try makeStudy(in: InMemoryStorage())
    var writer = try makeStudy(in: handles[0])
    let trial = try writer.commit([.createTrial(TrialTemplate())])[0]
    let expectedTrial = try expected.commit([.createTrial(TrialTemplate())])[0]
    let distribution = try Distribution.int(IntDistribution(0...99))
    for (name, value) in pairs {
      let operations = { (trial: Int) -> [[StorageOperation]] in
        let parameter = Parameter(
          name: String(name.prefix(250)), distribution: distribution,
          recordedValue: value.doubleValue ?? 0)
        return [
          [.setTrialUserAttribute(trial: trial, key: name, value: value)],
          [.setTrialSystemAttribute(trial: trial, key: name, value: value)],
          [.setStudyUserAttribute(key: name, value: value)],
          [.setStudySystemAttribute(key: name, value: value)],
          [.setParameter(trial: trial, parameter)],
        ]
      }
      for (own, reference) in zip(operations(trial), operations(expectedTrial)) {
        do {
          try writer.commit(own)
          try expected.commit(reference)
        } catch is StorageError {
          // Refused, so that nothing may be recorded.
          writer = StudyFollower(writer.study, in: handles[0])
          try writer.refresh()
        }
      }
    }
    try requireSame(try read(writer.study, in: handles[1]), expected.snapshot, requirement)
    try requireSame(try read(writer.study, in: handles[0]), expected.snapshot, requirement)
  }
}
