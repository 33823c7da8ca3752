/// A replay in progress: the trials as the pruner sees them, and its decisions so far.
struct ReplayRun {
  /// A decision to stop a trial after the report at an index.
  struct Stop {
    let index: Int
    let reason: PruningReason
  }

  private let study: StudySnapshot
  private let trials: [Int: ReplayedTrial]
  private let pruner: any Pruner
  private var history: TrialHistory

  /// The stopped trials, by number.
  private(set) var stops: [Int: Stop] = [:]

  init(_ study: StudySnapshot, _ trials: [ReplayedTrial], _ pruner: any Pruner) {
    self.study = study
    self.trials = Dictionary(uniqueKeysWithValues: trials.map { ($0.number, $0) })
    self.pruner = pruner
    history = TrialHistory(directions: study.directions)
  }

  mutating func handle(_ event: ReplayEvent) {
    guard let trial = trials[event.trialNumber] else { return }
    switch event.kind {
    case .start: start(trial)
    case .report(let index) where stops[trial.number] == nil: report(index, of: trial)
    case .end where stops[trial.number] == nil: history.update(trial.number, trial.end)
    case .report, .end: break
    }
  }

  private mutating func start(_ trial: ReplayedTrial) {
    // Trials that have not started look as if they waited in the queue.
    for number in history.count..<max(history.count, trial.number + 1) {
      history.append(
        TrialSnapshot(number: number, id: study.trials[number].id, state: .waiting))
    }
    let started = trial.started
    for parameter in started.parameters {
      history.setParameter(parameter, number: trial.number)
    }
    history.update(trial.number) {
      $0.state = .running
      $0.systemAttributes = started.systemAttributes
      $0.startTime = started.startTime
    }
  }

  private mutating func report(_ index: Int, of trial: ReplayedTrial) {
    history.update(trial.number) { trial.report(index, to: &$0) }
    let step = trial.reports[index]
    let decision = decision(about: trial.number)
    let hasValue = study.directions.count == 1
    history.update(trial.number) { snapshot in
      for (key, value) in decision.attributes { snapshot.systemAttributes[key] = value }
      guard decision.shouldPrune else { return }
      snapshot.state = .pruned
      let last = hasValue ? snapshot.lastIntermediateValue?.value : nil
      snapshot.values = last.map { $0.isNaN ? [] : [$0] } ?? []
    }
    guard decision.shouldPrune else { return }
    let reason = decision.reason
    stops[trial.number] = Stop(
      index: index,
      reason: PruningReason(
        rule: reason?.rule ?? "\(type(of: pruner))", step: step,
        value: reason?.value ?? history[trial.number].lastIntermediateValue?.value ?? .nan,
        threshold: reason?.threshold))
  }

  private func decision(about number: Int) -> PruningDecision {
    pruner.decision(
      about: history[number],
      in: PruningContext(history: history, studyName: study.name, seed: study.seed ?? 0))
  }
}
