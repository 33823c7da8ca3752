/// The information available to a sampler: the trials as they were when the current one was
/// started.
///
/// In a run with a batch size, the trials of earlier batches appear as if they had finished in the
/// order of their numbers. Trials of the current batch, up to the current one, appear as if they
/// had just been started. Later trials are missing.
public struct SamplingContext: Sendable {
  /// The trials of the study, including the current one.
  public let history: TrialHistory
  /// The number of the current trial, for which values are sampled.
  public let trialNumber: Int
  /// The trial's batch; nil in a run without a batch size.
  let batch: SamplingBatch?

  /// Creates the context of a trial without a batch.
  package init(history: TrialHistory, trialNumber: Int) {
    self.init(history: history, trialNumber: trialNumber, batch: nil)
  }

  /// Creates a context.
  init(history: TrialHistory, trialNumber: Int, batch: SamplingBatch?) {
    self.history = history
    self.trialNumber = trialNumber
    self.batch = batch
  }

  /// The directions of the objectives.
  public var directions: [Direction] { history.directions }

  /// The other running trials; parallel proposals should keep a distance from them.
  public var running: [TrialSnapshot] {
    history.running.filter { $0.number != trialNumber }
  }
}
