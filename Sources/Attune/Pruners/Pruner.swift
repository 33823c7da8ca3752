/// A rule for stopping unpromising trials early.
///
/// A pruner is an immutable value and a pure function of the trials: it has no side effects and
/// uses no random numbers. `PrunerContract` in the module `AttuneTesting` tests a pruner for these
/// properties.
public protocol Pruner: Sendable {
  /// Whether a trial should be pruned.
  ///
  /// Called only in single-objective studies, and only for trials with at least one report.
  ///
  /// - Parameters:
  ///   - trial: The trial with its reports so far.
  ///   - context: The trials of the study.
  func shouldPrune(_ trial: TrialSnapshot, in context: PruningContext) -> Bool

  /// A one-line description of the pruner and its settings; by default the type's name.
  ///
  /// It is recorded with the study, and resuming the study with a different summary is reported. It
  /// should depend only on the settings, and name those that differ from the defaults.
  var summary: String { get }

  /// The meaning that the pruner assumes for reports; by default ``ReportKind/progress``.
  ///
  /// Code that reports for an objective, such as a cross-validation, follows it. A pruner that
  /// wraps another one returns the other's kind.
  var reportKind: ReportKind { get }
}

extension Pruner {
  /// Reports of the progress of the trial.
  public var reportKind: ReportKind { .progress }

  /// The name of the type.
  public var summary: String { "\(Self.self)" }
}
