/// The points that the trials of a batch propose, in ascending order of trial numbers.
///
/// They depend only on the trials of earlier batches and on the random streams of the batch's
/// trials. So every worker computes the same points, whichever trials of the batch have been
/// started.
struct BatchProposals: Sendable {
  /// The inputs that determine the points.
  struct Origin: Sendable, Hashable {
    /// The seed of the study.
    let seed: UInt64
    /// The number of the batch's first trial.
    let start: Int
    let space: SearchSpace
    let hints: [ParameterHints]
    /// The parameter that is sampled independently; nil for a joint sample.
    let parameter: String?
    /// The last finished trial of the history and the number of finished trials.
    ///
    /// Histories with the same last finished trial have all finished trials in common.
    let lastRevision: HistoryEntry?
    let revisionCount: Int
  }

  let origin: Origin

  /// The proposed points as recorded values, shape [trial][parameter of the space].
  var points: [[Double]] = []

  init(_ origin: Origin) {
    self.origin = origin
  }
}

extension SearchSpace {
  /// The point of a running trial as recorded values, from its parameters and its joint sample; nil
  /// if a value is missing or not in the space.
  func point(of trial: TrialSnapshot) -> [Double]? {
    let published = RelativeParameters.values(of: trial)
    var point: [Double] = []
    for parameter in parameters {
      guard let label = trial.parameters[parameter.name] ?? published?[parameter.name],
        let value = parameter.distribution.value(labelled: label)
      else { return nil }
      point.append(value.recorded)
    }
    return point
  }

  /// The point at which a trial is evaluated: the proposal, with enqueued values in place of
  /// proposed ones.
  func point(_ proposal: [Double], takenBy trial: TrialSnapshot) -> [Double] {
    guard let enqueued = trial.enqueuedValues else { return proposal }
    return zip(parameters, proposal).map { parameter, proposed in
      enqueued[parameter.name].flatMap { parameter.distribution.value(labelled: $0)?.recorded }
        ?? proposed
    }
  }
}
