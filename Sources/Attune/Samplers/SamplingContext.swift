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
  /// The name of the study.
  public let studyName: String

  /// The seed of the study.
  let seed: UInt64
  /// The number of the first trial of the trial's batch; nil in a run without a batch size.
  let batchStart: Int?

  /// The parameters of the current trial; nil if it has got none since it was started.
  private var parameters: ParameterList?

  /// Creates the context of a trial, for tests of samplers.
  ///
  /// - Parameters:
  ///   - history: The trials of a study, including the one for which values are sampled.
  ///   - trialNumber: The number of that trial.
  ///   - studyName: The name of the study.
  ///   - seed: The seed of the study.
  /// - Precondition: The history has the trial.
  public init(
    history: TrialHistory, trialNumber: Int, studyName: String = "study", seed: UInt64 = 0
  ) {
    precondition(
      history.indices.contains(trialNumber), "the history has no trial \(trialNumber)")
    self.init(
      history: history, trialNumber: trialNumber, studyName: studyName, seed: seed, batchStart: nil)
  }

  /// Creates a context.
  init(
    history: TrialHistory, trialNumber: Int, studyName: String, seed: UInt64, batchStart: Int?
  ) {
    self.history = history
    self.trialNumber = trialNumber
    self.studyName = studyName
    self.seed = seed
    self.batchStart = batchStart
  }

  /// The directions of the objectives.
  public var directions: [Direction] { history.directions }

  /// The current trial with all values it has been given so far, including those of interrupted attempts.
  ///
  /// - Complexity: O(1).
  public var trial: TrialSnapshot {
    var trial = history[trialNumber]
    if let parameters { trial.parameters = parameters }
    return trial
  }

  /// The other running trials; parallel proposals should keep a distance from them.
  public var running: [TrialSnapshot] {
    history.running.filter { $0.number != trialNumber }
  }

  /// A random stream that is the same in every trial of the study, such as for the scrambling of a sequence.
  ///
  /// - Parameter purpose: Distinguishes the streams of a study.
  public func studyStream(_ purpose: String) -> RandomStream {
    RandomStream(seed: seed, purpose: "study " + purpose)
  }

  /// The random stream of another trial of the same study.
  ///
  /// The proposals for trials of a batch with lower numbers can be recomputed from their streams, whether
  /// these trials have been started or not.
  ///
  /// - Parameter parameter: The parameter to sample independently; nil for a plan.
  func stream(ofTrial number: Int, parameter: String?) -> RandomStream {
    parameter.map { RandomStream.source(seed: seed, trial: number).stream($0) }
      ?? .forPlan(seed: seed, trial: number)
  }

  /// Adds a parameter that the current trial has got.
  ///
  /// - Complexity: O(*d*) for *d* parameters of the trial.
  mutating func give(_ parameter: Parameter) {
    var all = parameters ?? history[trialNumber].parameters
    // Otherwise the list would be copied.
    parameters = nil
    all.set(parameter)
    parameters = all
  }
}

extension RandomStream {
  /// The stream from which the plan of a trial is drawn.
  static func forPlan(seed: UInt64, trial: Int) -> RandomStream {
    RandomStream(seed: seed, stream: UInt64(trial), purpose: "jointly")
  }

  /// The source of the streams, one per name, from which a trial samples parameters independently.
  static func source(seed: UInt64, trial: Int) -> Source {
    Source(seed: seed, stream: UInt64(trial), purpose: "sample ")
  }
}
