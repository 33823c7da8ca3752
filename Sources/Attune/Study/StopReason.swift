/// Why a run of a study ended.
public enum StopReason: Sendable, Hashable {
  /// There was enough by the rule that was given.
  case ruleMet
  /// The time limit was reached; interrupted trials will be entered again in the next run.
  case timeLimitReached
  /// Ctrl-C or a request to terminate came; interrupted trials will be entered again.
  case interrupted
}
