import Dispatch

extension Study {
  /// The interval between reads of the storage while waiting.
  static let waitingInterval = Duration.milliseconds(100)

  /// Blocks the thread until the storage is to be read again.
  static func sleepUntilNextRead() {
    let seconds = waitingInterval.inSeconds
    _ = DispatchSemaphore(value: 0).wait(timeout: .now() + seconds)
  }

  /// Prints that a run waits for trials that run elsewhere.
  func reportWaiting(for count: Int) {
    Logging.log(
      .info,
      "Waiting for \(count) \(count == 1 ? "trial" : "trials") of the study "
        + "\"\(name.printable)\" that \(count == 1 ? "runs" : "run") elsewhere.")
  }

  /// Waits until no trial of the study is running in another process or another run.
  ///
  /// Trials of lost workers, and trials without a recorded worker, are not waited for.
  ///
  /// - Parameters:
  ///   - rule: The rule of the run that has ended.
  ///   - progress: If it is shown, a message reports that this method waits.
  /// - Returns: Whether the rule is met now, or the sampler has ended the run; neither may be so if another
  ///   process has interrupted its trials.
  /// - Throws: `CancellationError` at Ctrl-C or SIGTERM, and when the task is cancelled;
  ///   ``StorageError``.
  package func waitForOthers(until rule: StopRule, progress: ProgressDisplay) throws -> Bool {
    let cancellation = CancellationFlag()
    let token = InterruptMonitor.shared.add {
      cancellation.cancel()
      return nil  // it ends at once, and prints how to resume
    }
    defer { InterruptMonitor.shared.remove(token) }
    var isReported = !progress.isShown(on: .errors)
    while true {
      try refresh()
      let history = trials
      let count = activeTrials(history).count
      if count == 0 {
        let interrupted = interruptedTrials(history).returning.map(\.trial.number)
        if sampler.endsWhenExhausted,
          sampler.isExhausted(by: history, interrupted: Set(interrupted))
        {
          return true
        }
        return rule.isMet(
          by: StopRule.RunStatus(
            present: history, history: history, interrupted: Set(interrupted), activeCount: 0,
            // The run is over, so it has met its rules about its own trials and its time.
            ofThisRun: .max, elapsed: .seconds(Int64.max)))
      }
      if cancellation.isCancelled { printResumeHint() }
      if cancellation.isCancelled || Task.isCancelled { throw CancellationError() }
      if !isReported {
        reportWaiting(for: count)
        isReported = true
      }
      Self.sleepUntilNextRead()
    }
  }
}
