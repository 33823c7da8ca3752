import Attune

extension StorageContract {
  /// Commits decisions that depend on what was recorded before.
  func checkDecisions() throws {
    let handles = try makeHandles()
    var writer = try makeStudy(in: handles[0])
    var other = StudyFollower(writer.study, in: handles[1])
    try writer.commit([.createTrial(TrialTemplate())])
    try other.refresh()
    try writer.commit([
      .setStudyUserAttribute(key: "a", value: 1), .createTrial(TrialTemplate()),
      .setTrialUserAttribute(trial: writer.ids[0], key: "a", value: 1),
    ])
    // The other one has read the first commit only.
    try requireNews(of: &other, writer.snapshot, "some changes")
    try requireNews(of: &other, writer.snapshot, "no changes")
    var fresh = StudyFollower(writer.study, in: handles[1])
    try requireNews(of: &fresh, writer.snapshot, "all changes")
    try require(
      try changes(in: writer.study, after: other.position, of: handles[1])
        .allSatisfy(Self.isRepetition),
      "a commit with an empty decision returns the position after the changes of its decision")
    try checkLastAnswer(&writer, &other)
  }

  /// Requires that an empty decision receives what is new to it, and records nothing.
  private func requireNews(
    of follower: inout StudyFollower, _ expected: StudySnapshot, _ news: String
  ) throws {
    var seen: StudySnapshot?
    try follower.commit { study throws(StorageError) in
      seen = study
      return []
    }
    if let seen {
      try requireSame(
        seen, expected, "a decision receives all changes that are new to it, here \(news)")
    }
    try requireSame(
      try read(follower.study, in: follower.storage), expected,
      "an empty decision records nothing")
  }

  /// Counts the calls of a decision: the last answer counts, and only once.
  private func checkLastAnswer(_ writer: inout StudyFollower, _ other: inout StudyFollower) throws {
    for round in 0..<5 {
      try other.commit([.createTrial(TrialTemplate())])
      var calls = 0
      var seen = 0
      let ids = try writer.commit { study throws(StorageError) in
        calls += 1
        seen = study.trials.count
        var template = TrialTemplate()
        template.userAttributes = ["round": .int(round), "call": .int(calls), "seen": .int(seen)]
        return [.createTrial(template)]
      }
      let expected: JSONObject = [
        "round": .int(round), "call": .int(calls), "seen": .int(seen),
      ]
      try other.refresh()
      let found = other.snapshot.trials.filter { $0.userAttributes["round"] == .int(round) }
      try require(
        found.map(\.userAttributes) == [expected] && found.map(\.id) == ids
          && found[0].number == seen,
        "of a decision that is asked for \(calls) times, exactly the last answer is recorded")
    }
  }

  /// Commits decisions that throw.
  func checkFailedDecisions() throws {
    let handles = try makeHandles()
    var writer = try makeStudy(in: handles[0])
    try writer.commit([.createTrial(TrialTemplate())])
    let study = writer.study
    let before = try read(study, in: handles[1])
    let failure = StorageError(.unwritable, "on purpose")
    var thrown: StorageError?
    do {
      _ = try handles[0].commit(in: study.id, after: .start) { _ throws(StorageError) in
        throw failure
      }
    } catch {
      thrown = error
    }
    try require(
      thrown == failure,
      "a commit throws the error of its decision unchanged, not \(thrown, default: "none")")
    for storage in handles {
      try requireSame(
        try read(study, in: storage), before, "a decision that throws records nothing")
    }
    // On other threads, so that a lock that is kept is found even if this thread may lock it again.
    for storage in handles {
      try ConcurrentTasks.run(count: 1) { _ in
        var other = StudyFollower(study, in: storage)
        do {
          try other.commit([.createTrial(TrialTemplate())])
        } catch let error as StorageError {
          throw ContractViolation(
            "a decision that throws does not keep the storage locked: \(error)")
        }
      }
    }
    try require(
      try read(study, in: handles[0]).trials.count == 1 + handles.count,
      "after a decision that throws others are recorded as before")
  }

  /// Creates trials in several studies in turn, and compares their ids.
  func checkCreatedTrials() throws {
    let handles = try makeHandles()
    let studies = try ["a", "b"].map { try makeStudy($0, in: handles[0]) }
    var writers = handles.flatMap { storage in
      studies.map { StudyFollower($0.study, in: storage) }
    }
    var returned: [[Int]] = [[], []]
    var created = 0
    for round in 0..<12 {
      let index = round % writers.count
      let operations = (0...round % 3).map { _ in
        created += 1
        return StorageOperation.createTrial(TrialTemplate(startTime: SampleHistory.time(created)))
      }
      // Other operations between the creations have no ids.
      let ids = try writers[index].commit(
        [.setStudyUserAttribute(key: "round", value: .int(round))] + operations
          + [.setStudySystemAttribute(key: "round", value: .int(round))])
      try require(
        ids.count == operations.count, "a commit returns one id for each trial that it creates")
      returned[index % 2] += ids
    }
    for (study, ids) in zip(studies, returned) {
      try requireAscending(ids)
      for storage in handles {
        let trials = try read(study.study, in: storage).trials
        try require(
          trials.map(\.id) == ids && trials.map(\.number) == Array(ids.indices),
          "all readers see the ids that commits returned, in their order: "
            + "\(trials.map(\.id)), not \(ids)")
        let times = trials.compactMap(\.startTime)
        try require(
          times == times.sorted() && times.count == ids.count,
          "the trials of a commit are created in the order of their operations")
      }
    }
    try require(
      Set(returned.joined()).count == created, "a trial has an id that no other trial has")
  }
}
