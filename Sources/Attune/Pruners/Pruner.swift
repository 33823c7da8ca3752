/// A rule for stopping unpromising trials early.
///
/// ```swift
/// struct CeilingPruner: Pruner {
///   func decision(about trial: TrialSnapshot, in context: PruningContext) -> PruningDecision {
///     PruningDecision(trial.lastIntermediateValue.map { $0.value > 100 } ?? false)
///   }
/// }
/// ```
///
/// A pruner is an immutable value and a pure function of the recorded trials: it has no side effects and
/// uses no random numbers. What it must remember about a trial, it returns as attributes, which are recorded
/// with the trial. `PrunerContract` in the module `AttuneTesting` tests a pruner for these properties.
public protocol Pruner: Sendable {
  /// Decides whether a trial should be pruned.
  ///
  /// Called only for trials with at least one report, of any metric, and in multi-objective studies only if
  /// ``requiresSingleObjective`` is false. The decision is recorded before the objective receives it. A trial that was to be pruned at a step, and asks at that
  /// step again, such as after an interruption, gets the recorded decision.
  ///
  /// - Parameters:
  ///   - trial: The trial with its reports so far, and the attributes that earlier decisions gave it.
  ///   - context: The trials of the study.
  func decision(about trial: TrialSnapshot, in context: PruningContext) -> PruningDecision

  /// The group of trials that a trial competes with, such as its bracket; nil if all trials are comparable.
  ///
  /// The sampler of a trial with a cohort learns only from trials of the same cohort. By default nil.
  ///
  /// - Parameters:
  ///   - trialNumber: The number of a trial, which need not exist yet.
  ///   - context: The trials of the study, its name and its seed.
  func cohort(of trialNumber: Int, in context: PruningContext) -> Int?

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

  /// Whether the pruner uses unnamed reports or the values of the only objective; by default true.
  ///
  /// If it is false, as for pruners that use named metrics only, the pruner is asked in multi-objective studies
  /// too. A pruner that wraps another one returns the other's answer, if it uses neither itself.
  var requiresSingleObjective: Bool { get }
}

extension Pruner {
  /// Returns nil: all trials are comparable.
  public func cohort(of trialNumber: Int, in context: PruningContext) -> Int? { nil }

  /// Reports of the progress of the trial.
  public var reportKind: ReportKind { .progress }

  /// True: unnamed reports are compared.
  public var requiresSingleObjective: Bool { true }

  /// The name of the type.
  public var summary: String { "\(Self.self)" }
}
