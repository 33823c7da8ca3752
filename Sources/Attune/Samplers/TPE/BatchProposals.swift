/// The points that members of a batch propose, from the first member on.
///
/// They follow from the trials of earlier batches and from the members' own streams. So every worker
/// finds the same ones, whichever members have been started.
struct BatchProposals: Sendable {
  /// What the points follow from.
  struct Origin: Sendable, Hashable {
    let seed: UInt64
    let start: Int
    let space: SearchSpace
    /// The parameter that is drawn on its own; nil for a joint sample.
    let parameter: String?
    /// The trials that the batch knows: histories that agree in the last finish agree in all of them.
    let lastFinish: HistoryRevision?
    let finishCount: Int
  }

  let origin: Origin

  /// Recorded values in the order of the space.
  var points: [[Double]] = []

  init(_ origin: Origin) {
    self.origin = origin
  }
}

extension SearchSpace {
  /// The point that a trial takes when a sampler proposes one: with the values it was enqueued with.
  func point(_ proposal: [Double], takenBy trial: TrialSnapshot) -> [Double] {
    guard let enqueued = trial.enqueuedValues else { return proposal }
    return zip(parameters, proposal).map { parameter, proposed in
      enqueued[parameter.name].flatMap { parameter.distribution.value(labelled: $0)?.recorded }
        ?? proposed
    }
  }
}
