/// What a pruner takes the reports of a trial for.
public enum ReportKind: Sendable, Hashable {
  /// How good the trial is as a whole so far; steps are its progress, as epochs.
  case progress
  /// How good the trial is on one of several instances, as a fold or a data set; the step is the
  /// instance's number. The objective value is the mean over all instances.
  case instances
}
