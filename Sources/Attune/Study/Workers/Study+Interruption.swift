import Synchronization

extension Study {
  /// What is known of the worker of a running trial.
  private enum Worker {
    /// It is at work, as far as anybody can tell.
    case alive
    /// It works here and has let go of the trial, since nothing could be recorded.
    case released
    case dead
    /// The trial does not say who works on it, as those of Python Optuna.
    case unknown
  }

  /// The running trials whose worker has died, as far as can be seen from this machine, by number.
  ///
  /// They are going to be entered again by whoever starts a trial next, or fail, see
  /// ``InterruptionPolicy``. Those that do not say who works on them are not among them, nor those of a
  /// worker on another machine that has been silent for less than a day.
  public var interruptedTrials: [TrialSnapshot] {
    trials.running.filter { worker(of: $0) == .dead }
  }

  private func worker(of trial: TrialSnapshot) -> Worker {
    guard let owner = TrialOwner(of: trial) else { return .unknown }
    if owner.worker == replica.worker {
      return active.withLock { $0[trial.number] == nil } ? .released : .alive
    }
    let process = owner.process.liveness(
      seenFrom: host, heartbeat: Heartbeat.last(of: trial),
      journal: replica.storage.location)
    let isAlive = Liveness.isAlive(
      process, isLeaseExpired: watch.hasExpired(trial, of: owner))
    return isAlive ? .alive : .dead
  }

  /// The numbers of the trials that are being run by somebody, and so are going to be finished.
  func underWay(_ history: TrialHistory) -> Set<Int> {
    let trials = history.running.filter { trial in
      guard worker(of: trial) == .alive else { return false }
      // What was asked for here may be told or not.
      return active.withLock { $0[trial.number] !== Self.neverCancelled }
    }
    return Set(trials.map(\.number))
  }

  /// The running trials that are to be entered again, and those that have failed with their workers.
  func interruptedTrials(
    _ history: TrialHistory
  ) -> (returning: [InterruptedTrial], lost: [InterruptedTrial]) {
    var returning: [InterruptedTrial] = []
    var lost: [InterruptedTrial] = []
    let running = history.running
    watch.forget(except: running.map(\.number))
    for trial in running {
      switch worker(of: trial) {
      case .alive, .unknown: break
      case .released: returning.append(InterruptedTrial(trial, isDeath: false))
      case .dead:
        guard let limit = interruptionPolicy.maxAttempts else { break }
        let interrupted = InterruptedTrial(trial, isDeath: true)
        if interrupted.crashCount < limit {
          returning.append(interrupted)
        } else {
          lost.append(interrupted)
        }
      }
    }
    return (returning, lost)
  }

  /// Puts a trial back into the queue, to be entered again before any other.
  func interrupt(_ trial: Trial) throws {
    try replica.commit { storage throws(StorageError) in
      let history = storage.studies[id].history
      guard !isTakenOver(trial.number, from: trial.attempt, in: history) else { return [] }
      // Not before, or another thread would take the trial and lose it again by this record.
      deactivate(trial.number)
      let snapshot = history[trial.number]
      guard snapshot.state == .running else { return [] }
      return [.setState(trial: snapshot.id, .waiting, values: nil, at: nil)]
    }
    listeners.notice()
  }

  /// What the user is told at the first signal, while trials may go on for long.
  var interruptionHint: String {
    "Interrupting: running trials stop at their next suggestion, report or check. Press Ctrl-C again to "
      + "kill the process. "
      + (replica.storage.location == nil
        ? "The study is in memory and ends with it."
        : "Either way, run the same command again to resume.")
  }

  /// Tells the user of a run that was interrupted how to go on.
  func printResumeHint() {
    let place =
      replica.storage.location.map { "run the same command again; it is in \($0)" }
      ?? "it is in memory and ends with this process"
    Terminal.errors.write(
      "Interrupted with \(trials.finishedCount) finished trials. To resume the study "
        + "\"\(name.printable)\", \(place).\n")
  }

  /// Gives up a trial that cannot be recorded upon; it counts as interrupted.
  func abandon(_ trial: Trial) {
    deactivate(trial.number)
  }

  /// Whether a trial no longer belongs to an attempt that was started here, which is forgotten then.
  func isTakenOver(_ number: Int, from attempt: Int, in history: TrialHistory) -> Bool {
    guard history.isTakenOver(number, from: attempt) else { return false }
    // Another thread of this study may be running a later attempt.
    if TrialOwner(of: history[number])?.worker != replica.worker { deactivate(number) }
    return true
  }

  /// Whether a trial is running on a thread of this study.
  func isActive(_ number: Int) -> Bool {
    active.withLock { $0[number] != nil }
  }

  /// Tells the user of a run that a trial was taken over, and that the run continues.
  func reportTakeover(of number: Int) {
    Terminal.errors.write(
      "Trial \(number) of the study \"\(name.printable)\" was taken over by another worker, as "
        + "after a pause longer than the lease; its result is not recorded here, and the run "
        + "continues with the next trial.\n")
  }
}
