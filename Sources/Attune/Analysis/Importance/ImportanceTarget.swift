/// What parameters are important for.
public enum ImportanceTarget: Sendable, Hashable {
  /// The objective; with several directions all of them at once, which only ``PEDANOVAEvaluator`` can
  /// judge: by what it takes to come near the Pareto front.
  case objectives
  /// The objective value at a place among several, counted from 0.
  case objective(Int)
  /// The time that trials take, the shorter the better.
  case duration
}

extension ImportanceTarget {
  /// What a trial has of the target, as numbers to be minimized; nil when it lacks some or they are
  /// not finite.
  func losses(of trial: TrialSnapshot, _ directions: [Direction]) -> [Double]? {
    let losses: [Double]
    switch self {
    case .duration:
      guard let duration = trial.duration else { return nil }
      losses = [duration.inSeconds]
    case .objectives, .objective:
      // Other programs may have recorded a number of values that is not that of the directions.
      guard trial.values.count == directions.count else { return nil }
      let all = trial.losses(directions)
      if case .objective(let place) = self { losses = [all[place]] } else { losses = all }
    }
    return losses.allSatisfy(\.isFinite) ? losses : nil
  }
}
