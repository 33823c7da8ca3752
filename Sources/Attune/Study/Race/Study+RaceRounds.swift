/// The rounds of a race, which follow from what is recorded.
extension Study {
  /// Enqueues the first round of a race of the configurations with the best estimates, unless it has begun, and
  /// returns a closure that enqueues the next round when one has ended.
  func start(
    raceOf count: Int, confidence: Double
  ) throws -> @Sendable () throws -> Void {
    precondition(count >= 2, "a race needs at least two contestants, not \(count)")
    precondition(
      confidence > 0.5 && confidence < 1,
      "the confidence of a race is between 0.5 and 1, not \(confidence)")
    guard directions.count == 1 else {
      throw StudyError(
        .invalidValue,
        "the study \"\(name)\" has \(directions.count) objectives, and a race compares a single value; "
          + "use a study with one objective")
    }
    try refresh()
    let contestants = trials.recommended(count)
    guard contestants.count >= 2 else {
      throw StudyError(
        .invalidValue,
        "the study \"\(name)\" has \(contestants.count) complete, feasible configurations, and a race needs "
          + "two; run more trials first")
    }
    try enqueueRound { history in
      // A race of another number of configurations is another race.
      RecordedRace(lastOf: history).flatMap {
        $0.contestants.count == contestants.count
          ? Self.round(of: $0, confidence, in: history) : nil
      } ?? Self.firstRound(of: contestants, in: history)
    }
    return { [self] in
      // While others of the round run, nothing is to be read from the trials.
      guard !trials.unfinishedTrials.contains(where: { $0.replication?.race != nil }) else {
        return
      }
      try enqueueRound { history in
        RecordedRace(lastOf: history).map { Self.round(of: $0, confidence, in: history) } ?? []
      }
    }
  }

  /// The outcome of the race that ends the history.
  func result(_ confidence: Double, _ reason: StopReason) throws -> RaceResult {
    let history = trials
    guard let race = RecordedRace(lastOf: history) else {
      throw StudyError(
        .invalidValue,
        "trials were added to the study \"\(name)\" during the race, which cannot continue; run it again"
      )
    }
    return RaceResult(race, in: history, confidence: confidence, reason: reason)
  }

  /// Records the trials of a round as waiting, as one step.
  private func enqueueRound(_ round: (TrialHistory) -> [TrialTemplate]) throws {
    try commit { study throws(StorageError) in
      (round(study.history).map { .createTrial($0) }, ())
    }
    listeners.notice()
  }

  /// The first round of a race, with seeds that none of the contestants has had.
  private static func firstRound(
    of contestants: [Recommendation], in history: TrialHistory
  ) -> [TrialTemplate] {
    let used = contestants.flatMap(\.trialNumbers).map { number in
      let trial = history[number]
      return (trial.replication?.firstRepeat ?? 0) + max(trial.repeatedValues.count, 1)
    }
    let first = used.max() ?? 0
    return contestants.map {
      template(
        $0.trial, Replication(of: $0.trial.number, firstRepeat: first, race: history.count))
    }
  }

  /// The trials that a race lacks for its next round; none while trials of a round run or wait, and when it is
  /// decided.
  private static func round(
    of race: RecordedRace, _ confidence: Double, in history: TrialHistory
  ) -> [TrialTemplate] {
    guard !race.hasUnfinished else { return [] }
    let elimination = RaceElimination(losses: race.losses, confidence: confidence)
    let round = elimination.roundCount
    guard elimination.survivors.count > 1 else { return [] }
    return elimination.survivors.filter { race.losses[$0].count <= round }.map { index in
      let number = race.contestants[index]
      return template(
        history[number],
        Replication(of: number, firstRepeat: race.firstRepeat + round, race: race.start))
    }
  }

  /// A waiting trial with the parameters, and the budget, of another one.
  private static func template(
    _ trial: TrialSnapshot, _ replication: Replication
  ) -> TrialTemplate {
    var template = TrialTemplate()
    template.state = .waiting
    template.systemAttributes[SystemAttribute.fixedParameters] = .object(
      JSONObject(trial.parameters.map { ($0.name, $0.value) }))
    template.systemAttributes[SystemAttribute.replication] = replication.json
    if let budget = trial.systemAttributes[SystemAttribute.budget] {
      template.systemAttributes[SystemAttribute.budget] = budget
    }
    return template
  }
}

extension RunOptions {
  /// The settings of a race, which runs the trials in the queue and no others.
  static func race(
    timeLimit: Duration?, until rule: StopRule, maxConsecutiveFailures: Int, retry: RetryPolicy,
    progress: ProgressDisplay
  ) -> RunOptions {
    RunOptions(
      timeLimit: timeLimit, until: .any(rule, .queueIsEmpty),
      maxConsecutiveFailures: maxConsecutiveFailures, retry: retry, endsWithSampler: false,
      abortOn: [], progress: progress)
  }
}
