/// A rule by which hopeless trials are given up early.
///
/// A pruner is an immutable value and a pure judgement: it writes nothing and draws nothing.
/// `PrunerContract` in the module `AttuneTesting` checks a pruner against this.
public protocol Pruner: Sendable {
  /// Whether a trial should be given up.
  ///
  /// Asked only in studies with one direction, and only about trials that have reported something.
  ///
  /// - Parameters:
  ///   - trial: The trial with what it has reported so far, up to the step it has reached.
  ///   - context: All trials.
  func shouldPrune(_ trial: TrialSnapshot, in context: PruningContext) -> Bool

  /// What the pruner is and how it is set, in a short line; the type's name unless implemented.
  ///
  /// It is recorded with the study, and whoever resumes the study with another text is told so. So it
  /// should depend on the settings alone, and name those that differ from the defaults.
  var summary: String { get }

  /// What the pruner takes reports for; ``ReportKind/progress`` unless implemented.
  ///
  /// Whatever reports on an objective's behalf goes by it, as a cross-validation does. A pruner that
  /// wraps another one passes on the other's.
  var reportKind: ReportKind { get }
}

extension Pruner {
  /// The progress of the trial as a whole.
  public var reportKind: ReportKind { .progress }

  /// The name of the type.
  public var summary: String { "\(Self.self)" }
}
