import Synchronization

extension Study {
  /// The state of the worker of a running trial.
  private enum WorkerState {
    /// It runs, by all evidence.
    case active
    /// It runs here, and has released the trial since nothing could be recorded.
    case released
    case lost
    /// The trial names no worker, like those of Python Optuna.
    case unknown
  }

  /// The running trials whose worker is lost, as far as can be seen from this machine, by number.
  ///
  /// The next worker that starts a trial resumes or fails them, see ``InterruptionPolicy``. Trials without
  /// a recorded worker are not among them, nor those of a worker on another machine whose last heartbeat
  /// is less than a day old.
  public var interruptedTrials: [TrialSnapshot] {
    trials.running.filter { workerState(of: $0) == .lost }
  }

  private func workerState(of trial: TrialSnapshot) -> WorkerState {
    guard let owner = TrialOwner(of: trial) else { return .unknown }
    if owner.worker == replica.worker {
      return active.withLock { $0[trial.number] == nil } ? .released : .active
    }
    let process = owner.process.liveness(
      seenFrom: environment, heartbeat: Heartbeat.last(of: trial),
      journal: replica.storage.location)
    let isAlive = Liveness.isAlive(
      process, isLeaseExpired: watch.hasExpired(trial, of: owner))
    return isAlive ? .active : .lost
  }

  /// The numbers of the trials that a worker runs, and that are going to be finished.
  func activeTrials(_ history: TrialHistory) -> Set<Int> {
    let trials = history.running.filter { trial in
      guard workerState(of: trial) == .active else { return false }
      // A trial of `ask` may never get a result.
      return active.withLock { $0[trial.number] !== Self.neverCancelled }
    }
    return Set(trials.map(\.number))
  }

  /// The running trials that are to be resumed, and those that fail since too many of their workers
  /// were lost.
  func interruptedTrials(
    _ history: TrialHistory
  ) -> (returning: [InterruptedTrial], lost: [InterruptedTrial]) {
    var returning: [InterruptedTrial] = []
    var lost: [InterruptedTrial] = []
    let running = history.running
    watch.forget(except: running.map(\.number))
    for trial in running {
      switch workerState(of: trial) {
      case .active, .unknown: break
      case .released: returning.append(InterruptedTrial(trial, hasCrashed: false))
      case .lost:
        guard let limit = interruptionPolicy.maxAttempts else { break }
        let interrupted = InterruptedTrial(trial, hasCrashed: true)
        if interrupted.crashCount < limit {
          returning.append(interrupted)
        } else {
          lost.append(interrupted)
        }
      }
    }
    return (returning, lost)
  }

  /// Puts a trial back into the queue, to be resumed before any other.
  func interrupt(_ trial: Trial) throws {
    try replica.commit { storage throws(StorageError) in
      let history = storage.studies[id].history
      guard !isTakenOver(trial.number, from: trial.attempt, in: history) else { return [] }
      // Not earlier: another thread could start the trial and lose it by this record.
      deactivate(trial.number)
      let snapshot = history[trial.number]
      guard snapshot.state == .running else { return [] }
      return [.setState(trial: snapshot.id, .waiting, values: nil, at: nil)]
    }
    listeners.notice()
  }

  /// The message at the first signal, while trials may run for long.
  var interruptionHint: String {
    "Interrupting: running trials stop at their next suggestion, report or check. Press Ctrl-C again to "
      + "kill the process. "
      + (replica.storage.location == nil
        ? "The study is in memory and ends with it."
        : "Either way, run the same command again to resume.")
  }

  /// Prints how to resume an interrupted run.
  func printResumeHint() {
    let study = "the study \"\(name.printable)\""
    let hint =
      replica.storage.location.map {
        "To resume \(study), run the same command again; it is in \($0)."
      } ?? "It cannot be resumed: \(study) is in memory and ends with this process."
    Logging.log(.info, "Interrupted with \(trials.finishedCount) finished trials. \(hint)")
  }

  /// Releases a trial for which nothing can be recorded; it counts as interrupted.
  func abandon(_ trial: Trial) {
    deactivate(trial.number)
  }

  /// Whether a trial no longer belongs to an attempt that was started here; if so, the attempt is removed
  /// from the active ones.
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

  /// Reports that a trial was taken over and that the run continues.
  func reportTakeover(of number: Int) {
    Logging.log(
      .warning,
      "Trial \(number) of the study \"\(name.printable)\" was taken over by another worker, as "
        + "after a pause longer than the lease; its result is not recorded here, and the run "
        + "continues with the next trial.")
  }
}
