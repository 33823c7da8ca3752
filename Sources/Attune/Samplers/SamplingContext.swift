/// What a sampler may know: the trials as they stood when the current one was started.
///
/// In a run with a batch size it knows the trials of earlier batches, as if they had finished in
/// the order of their numbers, and of its own batch those up to the current one, as if they had
/// just begun.
public struct SamplingContext: Sendable {
  /// All trials of the study, the current one included.
  public let history: TrialHistory
  /// The number of the trial that wants values.
  public let trialNumber: Int
  /// The batch that the trial belongs to; nil without batches.
  let batch: SamplingBatch?

  /// Creates a context of a trial without a batch.
  package init(history: TrialHistory, trialNumber: Int) {
    self.init(history: history, trialNumber: trialNumber, batch: nil)
  }

  /// Creates a context.
  init(history: TrialHistory, trialNumber: Int, batch: SamplingBatch?) {
    self.history = history
    self.trialNumber = trialNumber
    self.batch = batch
  }

  /// What is wanted of the objective values.
  public var directions: [Direction] { history.directions }

  /// The other trials that are running: a careful sampler keeps away from them.
  public var running: [TrialSnapshot] {
    history.running.filter { $0.number != trialNumber }
  }
}
