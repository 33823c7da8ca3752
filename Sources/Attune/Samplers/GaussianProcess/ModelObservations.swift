/// What a Gaussian process learns from: trials, and a score of each, larger is better.
struct ModelObservations: Sendable {
  /// The trials in the order in which they ended.
  let trials: [TrialSnapshot]

  /// The entries of the trials, which identify them in caches.
  let entries: [HistoryEntry]

  /// The directions of the objectives.
  let directions: [Direction]

  /// Creates the observations of a history: complete trials, pruned ones with their last report, and
  /// failed ones, which have no value.
  ///
  /// - Parameter isIncluded: Whether a finished trial with parameters is one of them.
  init(_ history: TrialHistory, where isIncluded: (TrialSnapshot) -> Bool = { _ in true }) {
    directions = history.directions
    let all = history.endings.map { (entry: $0, trial: history[Int($0.number)]) }
      .filter { !$0.trial.parameters.isEmpty && isIncluded($0.trial) }
    entries = all.map(\.entry)
    trials = all.map(\.trial)
  }

  /// The number of trials.
  var count: Int { trials.count }

  /// The losses of the first trials in a direction; NaN where there is none.
  ///
  /// A pruned trial counts with its last report, but not as better than the median of complete trials:
  /// it was stopped since it was not promising.
  ///
  /// - Parameter count: The number of trials. Later ones have no effect, so that a model of the first
  ///   trials is the same whether others have ended or not.
  func losses(objective index: Int, first count: Int) -> [Double] {
    let direction = directions[index]
    let trials = trials.prefix(count)
    let complete = trials.compactMap { trial -> Double? in
      guard trial.state == .complete, trial.values.count == directions.count else { return nil }
      let loss = direction.loss(trial.values[index])
      return loss.isNaN ? nil : loss
    }
    let median = complete.sorted().dropFirst(complete.count / 2).first ?? -.infinity
    return trials.map { trial in
      switch trial.state {
      case .complete where trial.values.count == directions.count:
        direction.loss(trial.values[index])
      case .pruned where directions.count == 1:
        trial.lastIntermediateValue.map { max(direction.loss($0.value), median) } ?? .nan
      default: .nan
      }
    }
  }

  /// The numbers of values that the scores of some trials are means of: the repeats of complete trials.
  func repeatCounts(of indices: [Int]) -> [Int] {
    indices.map { trials[$0].state == .complete ? max(trials[$0].repeatedValues.count, 1) : 1 }
  }

  /// A score of each of the first trials, for one objective the negative loss; NaN or −∞ where there is
  /// none.
  ///
  /// Several objectives become one by the augmented Tchebycheff function of the losses, which are mapped
  /// to 0...1.
  ///
  /// - Parameters:
  ///   - count: The number of trials; later ones have no effect.
  ///   - weights: The weights of several objectives.
  /// - Note: J. Knowles, "ParEGO: A Hybrid Algorithm With On-Line Landscape Approximation for
  ///   Expensive Multiobjective Optimization Problems", IEEE TEVC 10(1), 2006, eq. 2, with ρ = 0.05.
  func scores(first count: Int, weights: [Double]) -> [Double] {
    guard directions.count > 1 else {
      return losses(objective: 0, first: count).map { -$0 }
    }
    let all = directions.indices.map { Self.normalized(losses(objective: $0, first: count)) }
    return (0..<min(count, trials.count)).map { trial in
      let weighted = zip(weights, all).map { $0 * $1[trial] }
      guard !weighted.contains(where: \.isNaN) else { return .nan }
      return -(weighted.max() ?? 0) - 0.05 * weighted.reduce(0, +)
    }
  }

  /// Whether a trial has a finite score.
  func hasScores(_ weights: [Double]) -> Bool {
    scores(first: count, weights: weights).contains(where: \.isFinite)
  }

  /// Draws weights of several objectives, uniformly among those with the sum 1; none for one objective.
  ///
  /// They differ from trial to trial, so that all parts of the Pareto front are found.
  static func weights(_ directions: [Direction], using random: inout RandomStream) -> [Double] {
    guard directions.count > 1 else { return [] }
    let weights = directions.map { _ in -Math.log(max(random.uniform(), 1e-12)) }
    let sum = weights.reduce(0, +)
    // All are 0 only if every random number rounds to 1.
    return sum > 0 ? weights.map { $0 / sum } : weights.map { _ in 1 / Double(weights.count) }
  }

  /// The constraints of the first trials by name: minus the recorded value, so that 0 or more is
  /// satisfied.
  func constraints(first count: Int) -> [(name: String, scores: [Double])] {
    let recorded = trials.prefix(count).map(\.constraints)
    let names = Set(recorded.flatMap(\.keys)).sorted()
    return names.map { name in (name, recorded.map { -($0[name] ?? .nan) }) }
  }

  /// The indices of all scores, or, if there are more than a limit, of the newest and the best others.
  static func selection(of scores: [Double], limit: Int, newest: Int) -> [Int] {
    guard scores.count > limit else { return Array(scores.indices) }
    let first = scores.count - newest
    let ranked = (0..<first).filter { !scores[$0].isNaN }
      .sorted { (scores[$1], $0) < (scores[$0], $1) }
    return ranked.prefix(limit - newest).sorted() + Array(first..<scores.count)
  }

  /// The losses mapped to 0...1; infinite ones to the nearest bound.
  private static func normalized(_ losses: [Double]) -> [Double] {
    let finite = losses.filter(\.isFinite)
    guard let low = finite.min(), let high = finite.max() else { return losses.map { _ in .nan } }
    let width = high / 2 - low / 2
    return losses.map { loss in
      loss.isNaN ? .nan : width > 0 ? min(max((loss / 2 - low / 2) / width, 0), 1) : 0
    }
  }
}
