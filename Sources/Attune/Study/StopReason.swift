/// Why a run of a study ended.
public enum StopReason: Sendable, Hashable {
  /// There was enough by the rule that was given.
  case ruleMet
  /// Ctrl-C or a request to terminate came; interrupted trials will be entered again.
  case interrupted
}
