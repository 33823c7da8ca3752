import Dispatch

extension Study {
  /// How often to look whether others have ended their trials, in milliseconds.
  private static let pause = 100

  /// Waits until nobody works on a trial of the study, neither another process nor another run.
  ///
  /// Trials whose worker has died are not waited for, nor those that do not say who works on them.
  ///
  /// - Parameters:
  ///   - rule: When the study has enough; one that depends on trials alone.
  ///   - progress: Whether to say that it waits.
  /// - Returns: Whether there is enough now. It may not be so when others gave up what they had under way.
  /// - Throws: `CancellationError` at Ctrl-C or SIGTERM, and when the task is cancelled;
  ///   ``StorageError``.
  package func waitForOthers(until rule: StopRule, progress: ProgressDisplay) throws -> Bool {
    let cancellation = CancellationFlag()
    let token = InterruptMonitor.shared.add {
      cancellation.cancel()
      return nil  // it ends at once, and says how to resume
    }
    defer { InterruptMonitor.shared.remove(token) }
    var isTold = !progress.isShown(on: .errors)
    while true {
      try refresh()
      let history = trials
      let count = underWay(history).count
      if count == 0 {
        let interrupted = interruptedTrials(history).returning.map(\.trial.number)
        return rule.isMet(
          by: StopRule.RunStatus(
            present: history, history: history, interrupted: Set(interrupted), underWay: 0,
            ofThisRun: 0, elapsed: .zero))
      }
      if cancellation.isCancelled { printResumeHint() }
      if cancellation.isCancelled || Task.isCancelled { throw CancellationError() }
      if !isTold {
        Terminal.errors.write(
          "Waiting for \(count) \(count == 1 ? "trial" : "trials") of the study "
            + "\"\(name.printable)\" that others have under way.\n")
        isTold = true
      }
      _ = DispatchSemaphore(value: 0).wait(timeout: .now() + .milliseconds(Self.pause))
    }
  }
}
