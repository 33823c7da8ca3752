/// The reason for the end of a run of a study.
public enum StopReason: Sendable, Hashable {
  /// The target or limit of the run was reached.
  case ruleMet
  /// The study's sampler has nothing more to propose, see ``Sampler/endsWhenExhausted``.
  case exhausted
  /// ``Study/stop()`` was called.
  case stopped
  /// The time limit was reached; the next run resumes the interrupted trials.
  case timeLimitReached
  /// Ctrl-C was pressed or SIGTERM received; the next run resumes the interrupted trials.
  case interrupted
}
