/// An event of a study.
///
/// The trial of an event is a snapshot from the time at which the event was detected, so it can
/// contain later changes.
public enum StudyEvent: Sendable {
  /// A run of `optimize` began, with the number of finished trials at which it ends, if known.
  case began(expectedCount: Int?)
  /// A trial with given values was enqueued.
  case enqueued(TrialSnapshot)
  /// A trial started, for the first time or after an interruption.
  case started(TrialSnapshot)
  /// A trial reported an intermediate value.
  case reported(IntermediateValue, TrialSnapshot)
  /// The sampler drew parameters of a trial together, and this one independently of them.
  ///
  /// It is new, it is not in every trial, or its range has changed. The event is sent once for each
  /// parameter, with the first of the trials.
  case sampledIndependently(parameter: String, TrialSnapshot)
  /// A trial was interrupted and is in the queue again.
  case interrupted(TrialSnapshot)
  /// A trial ended with objective values.
  case completed(TrialSnapshot)
  /// A trial was pruned.
  case pruned(TrialSnapshot)
  /// A trial ended without a usable value.
  case failed(TrialSnapshot)
  /// The trial that was just completed is better than all before.
  ///
  /// In a multi-objective study: no earlier trial is at least as good in all directions.
  case improved(TrialSnapshot)
  /// A run of `optimize` ended without an error.
  case stopped(StopReason)
  /// A run of `optimize` ended with an error.
  case aborted(any Error)

  /// The trial of the event; nil for the start and the end of a run.
  public var trial: TrialSnapshot? {
    switch self {
    case .enqueued(let trial), .started(let trial), .reported(_, let trial),
      .sampledIndependently(_, let trial),
      .interrupted(let trial), .completed(let trial), .pruned(let trial), .failed(let trial),
      .improved(let trial):
      trial
    case .began, .stopped, .aborted: nil
    }
  }
}
