import Attune
import Synchronization

extension StorageContract {
  private static let workerCount = 4

  /// The number of objects for one place; two workers share each of them.
  private static let handleCount = 2

  /// Creates a study of one name from several threads.
  func checkConcurrentCreation() throws {
    let handles = try makeHandles(Self.handleCount)
    for round in 0..<5 {
      let created = SharedList<Int>()
      let overlap = Overlap()
      try ConcurrentTasks.run(count: Self.workerCount) { worker in
        overlap.wait()
        let template = StudyTemplate(
          name: "study \(round)", directions: [.minimize],
          userAttributes: ["worker": .int(worker)], systemAttributes: ["worker": .int(worker)])
        if let id = try handles[worker % handles.count].createStudy(template) { created.append(id) }
      }
      let listed = try handles[0].listStudies().map(\.id)
      try require(
        created.elements.count == 1 && listed.count == round + 1
          && listed.last == created.elements[0],
        "of several workers that create a study of one name, exactly one creates it: "
          + "\(created.elements.count) did")
    }
  }

  /// Commits decisions that depend on each other from several threads.
  ///
  /// Each commit creates a trial that records how many trials its decision saw. If decisions are
  /// exclusive, that is the number of the trial.
  func checkConcurrentDecisions() throws {
    let handles = try makeHandles(Self.handleCount)
    let study = try makeStudy(in: handles[0]).study
    let roundCount = 10
    let overlap = Overlap()
    let commits = SharedList<(id: Int, attributes: JSONObject)>()
    try ConcurrentTasks.run(count: Self.workerCount) { worker in
      var follower = StudyFollower(study, in: handles[worker % handles.count])
      for round in 0..<roundCount {
        var calls = 0
        var last = JSONObject()
        let ids = try follower.commit { study throws(StorageError) in
          calls += 1
          if round < 3, calls == 1 { overlap.wait() }
          last = [
            "seen": .int(study.trials.count), "worker": .int(worker), "round": .int(round),
            "call": .int(calls),
          ]
          var template = TrialTemplate()
          template.userAttributes = last
          return [.createTrial(template)]
        }
        commits.append((ids[0], last))
      }
    }
    let trials = try read(study, in: handles[1]).trials
    let expected = commits.elements.sorted { $0.id < $1.id }
    try require(
      trials.count == expected.count && trials.map(\.id) == expected.map(\.id),
      "no decision is lost or recorded twice: \(trials.count) trials for \(expected.count) commits")
    for (trial, commit) in zip(trials, expected) {
      try require(
        trial.userAttributes == commit.attributes,
        "of a decision that is asked for again, exactly the last answer is recorded")
      try require(
        trial.userAttributes["seen"] == .int(trial.number),
        "nothing is recorded between the changes that a decision receives and its operations: "
          + "trial \(trial.number) was decided on when there were "
          + "\(commit.attributes["seen"] ?? nil) trials"
      )
    }
  }

  /// Starts waiting trials from several threads; each is started once.
  func checkConcurrentClaims() throws {
    let handles = try makeHandles(Self.handleCount)
    var writer = try makeStudy(in: handles[0])
    let study = writer.study
    var waiting = TrialTemplate()
    waiting.state = .waiting
    try writer.commit((0..<20).map { _ in .createTrial(waiting) })
    let overlap = Overlap()
    let claims = SharedList<(trial: Int, worker: Int)>()
    try ConcurrentTasks.run(count: Self.workerCount) { worker in
      var follower = StudyFollower(study, in: handles[worker % handles.count])
      for round in 0..<100 {
        var calls = 0
        var claimed: Int?
        try follower.commit { study throws(StorageError) in
          calls += 1
          if round < 3, calls == 1 { overlap.wait() }
          claimed = study.trials.waiting.first?.id
          guard let claimed else { return [] }
          return [
            .setTrialSystemAttribute(trial: claimed, key: "owner", value: .int(worker)),
            .setState(
              trial: claimed, .running, values: nil, at: SampleHistory.time(worker)),
          ]
        }
        guard let claimed else { return }
        claims.append((claimed, worker))
      }
    }
    let expected = claims.elements.sorted { $0.trial < $1.trial }
    try require(
      expected.map(\.trial) == writer.ids, "each waiting trial is started by exactly one worker")
    for (trial, claim) in zip(try read(study, in: handles[1]).trials, expected) {
      try require(
        trial.state == .running && trial.systemAttributes["owner"] == .int(claim.worker),
        "a trial records the worker that started it")
    }
  }

  /// Reads studies and trials while they are recorded; each commit is visible whole or not at all.
  func checkVisibility() throws {
    let handles = try makeHandles(Self.handleCount)
    let study = try makeStudy(in: handles[0]).study
    let roundCount = 20
    let isDone = Atomic(false)
    try ConcurrentTasks.run(count: 3) { task in
      let storage = handles[task % handles.count]
      var follower = StudyFollower(study, in: storage)
      if task == 0 {
        defer { isDone.store(true, ordering: .relaxed) }
        for round in 0..<roundCount {
          try follower.commit { [ids = follower.ids] _ in
            Self.pairOperations(round: round, pair: ids.suffix(2))
          }
          _ = try storage.createStudy(
            StudyTemplate(
              name: "created \(round)", directions: [.maximize], userAttributes: ["a": 1, "b": 2],
              systemAttributes: ["a": 1, "b": 2]))
          ConcurrentTasks.pause()
        }
        return
      }
      var round = 0
      var isLast = false
      while !isLast {
        isLast = isDone.load(ordering: .relaxed)
        try follower.refresh()
        try Self.requirePairs(follower.snapshot)
        try Self.requirePairs(try read(study, in: storage))
        if let created = try storage.study(named: "created \(round)") {
          let expected: JSONObject = ["a": 1, "b": 2]
          try require(
            created.userAttributes == expected && created.systemAttributes == expected,
            "a study is created with all its attributes at once")
          round += 1
        }
      }
    }
  }

  /// The operations of a commit that creates two trials, ends the two before, and counts.
  private static func pairOperations(round: Int, pair: some Sequence<Int>) -> [StorageOperation] {
    pair.map {
      .setState(
        trial: $0, .complete, values: [Double(round)], at: SampleHistory.time(round))
    } + [
      .setStudyUserAttribute(key: "first", value: .int(round + 1)),
      .createTrial(TrialTemplate()), .createTrial(TrialTemplate()),
      .setStudyUserAttribute(key: "last", value: .int(round + 1)),
    ]
  }

  /// Requires that a study contains all operations of each such commit or none.
  private static func requirePairs(_ study: StudySnapshot) throws {
    let count = study.userAttributes["first"]?.intValue ?? 0
    try require(
      study.userAttributes["last"]?.intValue ?? 0 == count && study.trials.count == 2 * count
        && study.trials.count(of: .complete) == max(0, 2 * count - 2),
      "readers see all operations of a commit or none")
  }
}
