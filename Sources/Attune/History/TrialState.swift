/// The state of a trial.
public enum TrialState: Int, Sendable, Hashable, CaseIterable {
  /// The objective is running, or its process was lost.
  case running = 0
  /// It finished with objective values.
  case complete = 1
  /// It was stopped early because it was unpromising.
  case pruned = 2
  /// It finished without a usable value.
  case failed = 3
  /// It is waiting in the queue: enqueued, or interrupted and about to be resumed.
  case waiting = 4

  /// Whether the trial is complete, pruned or failed and can no longer change.
  public var isFinished: Bool {
    switch self {
    case .complete, .pruned, .failed: true
    case .running, .waiting: false
    }
  }
}

extension TrialState: CustomStringConvertible {
  /// The name, as in `complete`.
  public var description: String {
    switch self {
    case .running: "running"
    case .complete: "complete"
    case .pruned: "pruned"
    case .failed: "failed"
    case .waiting: "waiting"
    }
  }
}
