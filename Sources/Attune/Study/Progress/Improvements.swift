/// The best trials so far, to detect trials that are better than all before.
struct Improvements: Sendable {
  private let directions: [Direction]
  /// The losses of the best trials: of a single one, or of the Pareto front.
  private var best: [[Double]]

  /// Starts from the trials of a history.
  init(on history: TrialHistory) {
    directions = history.directions
    let trials =
      directions.count == 1 ? [history.bestTrial].compactMap(\.self) : history.bestTrials
    best = trials.map { $0.losses(history.directions) }
  }

  /// Adds a complete trial, and returns whether it is better than all before.
  ///
  /// - Complexity: O(*k*) for *k* best trials.
  mutating func add(_ trial: TrialSnapshot) -> Bool {
    // Other programs may have recorded values that cannot be compared.
    guard trial.values.count == directions.count, trial.isFeasible,
      !trial.values.contains(where: \.isNaN)
    else { return false }
    let losses = trial.losses(directions)
    guard !best.contains(where: { Self.isAtLeastAsGood($0, as: losses) }) else { return false }
    best.removeAll { Self.isAtLeastAsGood(losses, as: $0) }
    best.append(losses)
    return true
  }

  private static func isAtLeastAsGood(_ a: [Double], as b: [Double]) -> Bool {
    zip(a, b).allSatisfy { $0 <= $1 }
  }
}
