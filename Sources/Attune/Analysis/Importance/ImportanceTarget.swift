/// The quantity for which parameter importances are computed.
public enum ImportanceTarget: Sendable, Hashable {
  /// The objective. In a multi-objective study, all objectives at once, which only ``PEDANOVAEvaluator``
  /// supports: the importance for getting close to the Pareto front.
  case objectives
  /// One of several objective values, by its index from 0.
  case objective(Int)
  /// The duration of trials; shorter is better.
  case duration
}

extension ImportanceTarget {
  /// Returns the target values of a trial as losses to minimize, or nil if any is missing or not finite.
  func losses(of trial: TrialSnapshot, _ directions: [Direction]) -> [Double]? {
    let losses: [Double]
    switch self {
    case .duration:
      guard let duration = trial.duration else { return nil }
      losses = [duration.inSeconds]
    case .objectives, .objective:
      // Other programs may have recorded a different number of values.
      guard trial.values.count == directions.count else { return nil }
      let all = trial.losses(directions)
      if case .objective(let index) = self { losses = [all[index]] } else { losses = all }
    }
    return losses.allSatisfy(\.isFinite) ? losses : nil
  }
}
