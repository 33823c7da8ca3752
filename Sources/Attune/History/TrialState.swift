/// What has become of a trial so far.
public enum TrialState: Int, Sendable, Hashable, CaseIterable {
  /// An objective works on it, or did until its process died.
  case running = 0
  /// It ended with objective values.
  case complete = 1
  /// It was given up for lack of promise.
  case pruned = 2
  /// It ended without a usable value.
  case failed = 3
  /// It is in the queue: enqueued, or interrupted and to be entered again.
  case waiting = 4

  /// Whether nothing about the trial can change any more: complete, pruned or failed.
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
