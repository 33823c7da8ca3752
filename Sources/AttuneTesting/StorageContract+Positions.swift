import Attune

extension StorageContract {
  /// Reads a study in parts.
  func checkPositions() throws {
    let handles = try makeHandles()
    var writer = try makeStudy(in: handles[0])
    var other = StudyFollower(writer.study, in: handles[1])
    let first = try writer.commit([
      .setStudyUserAttribute(key: "stage", value: 1), .createTrial(TrialTemplate()),
      .createTrial(TrialTemplate()),
    ])
    try writer.commit([
      .setState(trial: first[0], .complete, values: [1], at: SampleHistory.time(1))
    ])
    // The position after a commit, after reading, and in the middle.
    try requireNoNews(writer)
    try other.refresh()
    try requireNoNews(other)
    let middle = other
    // A whole second, which every storage keeps.
    let time = Timestamp(microsecondsSince1970: 1_767_225_600_000_000)
    let operations: [StorageOperation] = [
      .setTrialUserAttribute(trial: first[1], key: "a", value: 1),
      .setState(trial: first[1], .complete, values: [2], at: time),
      .setStudyUserAttribute(key: "stage", value: 2),
    ]
    let third = try writer.commit(operations + [.createTrial(TrialTemplate())])
    try requireNoNews(writer)
    try requireNews(middle, operations, created: third)
    try other.refresh()
    try requireNoNews(other)
    // The changes that a decision receives are those that reading returns, and end at the same
    // position.
    var received: [StorageChange] = []
    var decider = middle
    try decider.commit { _ in [] }
    _ = try handles[1].commit(in: middle.study.id, after: middle.position) {
      batch throws(StorageError) in
      received += batch.changes
      return []
    }
    try requireNews(received, operations, created: third)
    try requireNoNews(decider)
    try requireSame(decider.snapshot, writer.snapshot, "a decision receives all new changes")
    // Earlier positions stay valid.
    for index in 0..<20 {
      try writer.commit([.setTrialUserAttribute(trial: third[0], key: "a", value: .int(index))])
    }
    try writer.commit([
      .setState(trial: third[0], .failed, values: nil, at: SampleHistory.time(3))
    ])
    for reader in [middle, other, decider, StudyFollower(writer.study, in: handles[1])] {
      var reader = reader
      try reader.refresh()
      try requireSame(
        reader.snapshot, writer.snapshot,
        "a position stays valid, and the changes after it lead to the current study")
      try requireNoNews(reader)
    }
  }

  /// Returns the changes of a study after a position.
  func changes(
    in study: StudyDescription, after position: StoragePosition, of storage: any Storage
  ) throws -> [StorageChange] {
    var position = position
    var changes: [StorageChange] = []
    for _ in 0..<10_000 {
      let batch = try storage.changes(in: study.id, after: position)
      changes += batch.changes
      position = batch.end
      if batch.isComplete { return changes }
    }
    throw ContractViolation("a batch is complete when there are no further changes")
  }

  /// Whether a change may be returned to a reader that has read everything.
  ///
  /// Tables return attributes and unfinished trials again, since they do not record which of them
  /// have changed.
  static func isRepetition(_ change: StorageChange) -> Bool {
    switch change {
    case .operation, .createdTrial, .deleted: false
    case .trial(_, _, let template): !template.state.isFinished
    case .attributes: true
    }
  }

  /// Requires that nothing is new to a follower that has read everything.
  private func requireNoNews(_ follower: StudyFollower) throws {
    let changes = try changes(
      in: follower.study, after: follower.position, of: follower.storage)
    try require(
      changes.allSatisfy(Self.isRepetition),
      "nothing is returned twice, except attributes and unfinished trials in full")
    var follower = follower
    let before = follower.snapshot
    try follower.refresh()
    try requireSame(follower.snapshot, before, "what is returned again has not changed")
  }

  private func requireNews(
    _ follower: StudyFollower, _ operations: [StorageOperation], created: [Int]
  ) throws {
    let changes = try changes(
      in: follower.study, after: follower.position, of: follower.storage)
    try requireNews(changes, operations, created: created)
  }

  /// Requires that changes are exactly the given operations, or the trials that these have changed.
  private func requireNews(
    _ changes: [StorageChange], _ operations: [StorageOperation], created: [Int]
  ) throws {
    let requirement = "exactly the changes after a position are returned, in their order"
    let isLog = changes.contains { if case .operation = $0 { true } else { false } }
    if isLog {
      let expected =
        operations.map { StorageChange.operation($0) }
        + created.map { .createdTrial(id: $0, TrialTemplate()) }
      try require(changes == expected, "\(requirement): \(changes), not \(expected)")
    } else {
      // The second trial has finished since; the third one is new. The first one had finished
      // before.
      let numbers = changes.compactMap { change -> Int? in
        if case .trial(_, let number, _) = change { number } else { nil }
      }
      try require(numbers == [1, 2], "\(requirement): the trials \(numbers), not [1, 2]")
    }
  }
}
