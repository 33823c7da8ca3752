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
  private(set) var batchStart: Int?

  /// The system attributes of the study, which have the priors and the orders of choices.
  private let studyAttributes: JSONObject

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
    history: TrialHistory, trialNumber: Int, studyName: String, seed: UInt64, batchStart: Int?,
    studyAttributes: JSONObject = [:]
  ) {
    self.history = history
    self.trialNumber = trialNumber
    self.studyName = studyName
    self.seed = seed
    self.batchStart = batchStart
    self.studyAttributes = studyAttributes
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

  /// The prior that the user has given a parameter, for samplers that draw several parameters at
  /// once; nil if there is none, or if it does not match the distribution.
  ///
  /// It is known once a trial has asked for the parameter. For a parameter that is sampled
  /// independently, use ``ParameterRequest/prior``.
  public func prior(of name: String, from distribution: Distribution) -> Prior? {
    ParameterHints(name, from: distribution, in: studyAttributes).prior
  }

  /// The order of a parameter's choices, see ``ParameterRequest/order``, for samplers that draw
  /// several parameters at once; nil if there is none.
  public func order(of name: String, from distribution: Distribution) -> [Int]? {
    ParameterHints(name, from: distribution, in: studyAttributes).order
  }

  /// The priors and orders of the parameters of a space; empty if there are none.
  func hints(of space: SearchSpace) -> [ParameterHints] {
    let prefixes = [SystemAttribute.priorPrefix, SystemAttribute.orderPrefix]
    let hasHints = studyAttributes.contains { entry in prefixes.contains(where: entry.key.hasPrefix)
    }
    guard hasHints else { return [] }
    let hints = space.parameters.map {
      ParameterHints($0.name, from: $0.distribution, in: studyAttributes)
    }
    return hints.allSatisfy(\.isEmpty) ? [] : hints
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

  /// Makes proposals independent of those for other trials of the batch.
  ///
  /// Those are recomputed from the streams of first draws, so that a value that is drawn again cannot
  /// take part.
  mutating func leaveBatch() { batchStart = nil }
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

  /// The source of the streams, one per name, from which a trial draws parameters again after a
  /// condition has rejected their values.
  static func source(seed: UInt64, trial: Int, draw: Int) -> Source {
    Source(seed: seed, stream: UInt64(trial), purpose: "draw \(draw) ")
  }
}
