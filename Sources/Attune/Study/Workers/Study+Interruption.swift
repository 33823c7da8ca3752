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
      file: replica.storage.filePath)
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
    try requeue(trial) { _ in JSONObject() }
  }

  /// Puts a trial that has failed back into the queue, unless it has been retried often enough.
  ///
  /// - Returns: Whether the trial gets another attempt, which is not up to this worker if another one has taken
  ///   it over.
  func retry(_ trial: Trial, _ reason: String, maxRetries: Int) throws -> Bool {
    let known = trials[trial.number].retriedFailures
    guard known.count < maxRetries else { return false }
    try requeue(trial) { recorded in
      let failures = recorded.retriedFailures + [reason]
      return [SystemAttribute.retriedFailures: .array(failures.map { .string($0) })]
    }
    return true
  }

  /// Puts a trial back into the queue, after recording some attributes.
  private func requeue(_ trial: Trial, _ attributes: (TrialSnapshot) -> JSONObject) throws {
    let number = trial.number
    let unrecorded = trial.end()
    try replica.commit(if: condition(of: number)) { study throws(StorageError) in
      let history = study.history
      if history.isTakenOver(number, from: trial.attempt) {
        return ([], !isOwned(number, in: history))
      }
      guard history.state(of: number) == .running else { return ([], true) }
      var snapshot = history[number]
      let parameters = operations(recording: unrecorded, of: &snapshot, in: history)
      let attributes = attributes(snapshot).map {
        StorageOperation.setTrialSystemAttribute(trial: snapshot.id, key: $0.key, value: $0.value)
      }
      return (
        parameters + attributes + [.setState(trial: snapshot.id, .waiting, values: nil, at: nil)],
        true
      )
    } conclude: { endsHere in
      if endsHere { deactivate(number) }
    }
    listeners.notice()
  }

  /// The message at the first signal, while trials may run for long.
  var interruptionHint: String {
    "Interrupting: running trials stop at their next suggestion, report or check. Press Ctrl-C again to "
      + "kill the process. "
      + (isShared
        ? "Either way, run the same command again to resume."
        : "The study is in memory and ends with it.")
  }

  /// Prints how to resume an interrupted run.
  func printResumeHint() {
    let study = "the study \"\(name.printable)\""
    let hint =
      replica.storage.displayName.map {
        "To resume \(study), run the same command again; it is in \($0)."
      } ?? "It cannot be resumed: \(study) is in memory and ends with this process."
    Logging.log(.info, "Interrupted with \(trials.finishedCount) finished trials. \(hint)")
  }

  /// Prints that trials are running in other workers when a run ends, since its rule counts them as well.
  func printRunningElsewhere() {
    guard isShared else { return }
    let count = activeTrials(trials).count { !isActive($0) }
    guard count > 0 else { return }
    Logging.log(
      .info,
      "\(count == 1 ? "A trial" : "\(count) trials") of the study \"\(name.printable)\" still "
        + "\(count == 1 ? "runs" : "run") in other workers; if one of these is lost, run the same command "
        + "again after its lease.")
  }

  /// Releases a trial for which nothing can be recorded; it counts as interrupted.
  func abandon(_ trial: Trial) {
    deactivate(trial.number)
  }

  /// Whether a trial belongs to this worker: another thread may be running a later attempt.
  func isOwned(_ number: Int, in history: TrialHistory) -> Bool {
    TrialOwner(of: history[number])?.worker == replica.worker
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
