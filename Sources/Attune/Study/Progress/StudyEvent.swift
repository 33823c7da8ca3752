/// Something that has happened in a study.
///
/// The trial that comes with an event is the trial as it was when the event was noticed, which can be
/// further on than the event itself.
public enum StudyEvent: Sendable {
  /// A run of `optimize` has begun; it ends when so many trials are finished, if its rule says so.
  case began(expectedCount: Int?)
  /// A trial with given values was put into the queue.
  case enqueued(TrialSnapshot)
  /// A trial was started, for the first time or after an interruption.
  case started(TrialSnapshot)
  /// A trial has told how good it is so far.
  case reported(IntermediateValue, TrialSnapshot)
  /// A trial was interrupted and is in the queue again.
  case interrupted(TrialSnapshot)
  /// A trial ended with objective values.
  case completed(TrialSnapshot)
  /// A trial was given up for lack of promise.
  case pruned(TrialSnapshot)
  /// A trial ended without a usable value.
  case failed(TrialSnapshot)
  /// The trial that was completed just now is better than all before, or, with several directions,
  /// none before is at least as good in all of them.
  case improved(TrialSnapshot)
  /// A run of `optimize` ended in good order.
  case stopped(StopReason)
  /// A run of `optimize` ended with an error.
  case aborted(any Error)

  /// The trial that the event is about; nil for the beginning and the end of a run.
  public var trial: TrialSnapshot? {
    switch self {
    case .enqueued(let trial), .started(let trial), .reported(_, let trial),
      .interrupted(let trial), .completed(let trial), .pruned(let trial), .failed(let trial),
      .improved(let trial):
      trial
    case .began, .stopped, .aborted: nil
    }
  }
}
