/// The patterns of reports in the output, and the warning for invalid reports.
struct ReportPattern: Sendable {
  /// The pattern of the value.
  ///
  /// If it has two groups, the first is the step.
  let value: OutputPattern
  /// The pattern of the step, in the same or an earlier line; nil if the step is in a group or
  /// counted.
  let step: OutputPattern?
  /// Warns of an invalid report, once in a run.
  let warning: OneTimeWarning
}
