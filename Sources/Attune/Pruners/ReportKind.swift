/// The meaning of a trial's reports.
public enum ReportKind: Sendable, Hashable {
  /// The performance of the whole trial so far; steps count its progress, such as epochs.
  case progress
  /// The performance on one of several instances, such as a fold or a data set; the step is the
  /// number of the instance. The objective value is the mean over all instances.
  case instances
}
