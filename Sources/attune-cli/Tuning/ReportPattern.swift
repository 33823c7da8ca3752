/// What finds reports in the output, and warns when it finds none that can be read.
struct ReportPattern: Sendable {
  /// What finds the value, with a group for the step before where it has two.
  let value: OutputPattern
  /// What finds the step, in the same line or one before; nil where it has a group or is counted.
  let step: OutputPattern?
  /// Warns of a report that cannot be read: once in a run, since all are alike.
  let warning: OneTimeWarning
}
