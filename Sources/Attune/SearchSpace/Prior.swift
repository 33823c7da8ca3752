/// A user's knowledge of where the good values of a parameter are: where to look first, never a
/// limit.
///
/// ```swift
/// let momentum = try trial.suggest("momentum", in: 0.0...1.0, prior: .normal(mean: 0.9, sd: 0.1))
/// let rate = try trial.suggest(
///   "rate", in: 1e-5...1, scale: .log, prior: .logNormal(median: 1e-3, sd: 1.5))
/// let kind = try trial.suggest("kind", from: ["adam", "sgd"], prior: .weights([3, 1]))
/// ```
///
/// Random search, and the random trials with which other samplers start, draw from the prior. TPE
/// also uses it as the prior component of its models, whose influence decreases with the number of
/// trials. Other samplers may ignore it. The range remains the only limit: every value of it is
/// possible.
public enum Prior: Sendable, Hashable {
  /// A normal distribution, truncated to the range, for numbers on a linear scale.
  ///
  /// The mean may lie outside the range. The standard deviation `sd` is positive.
  case normal(mean: Double, sd: Double)

  /// A lognormal distribution, truncated to the range, for numbers on a logarithmic scale.
  ///
  /// The median is a positive value of the parameter. `sd` is the standard deviation of the natural
  /// logarithm: with 1, about two thirds of the values are within a factor of e = 2.718… of the
  /// median.
  case logNormal(median: Double, sd: Double)

  /// The relative frequencies of choices, in the order of the choices.
  ///
  /// All are positive; they need not sum to 1. Omit a choice to exclude it.
  case weights([Double])
}

extension Prior {
  /// The reason why the prior cannot be used with a distribution; nil if it can.
  func obstacle(for distribution: Distribution) -> SearchSpaceError? {
    switch (self, distribution) {
    case (.weights(let weights), .categorical(let categorical)):
      guard weights.count == categorical.choices.count else {
        return SearchSpaceError(
          .invalidPrior,
          "there are \(weights.count) weights for \(categorical.choices.count) choices; give one "
            + "weight for each choice")
      }
      guard weights.allSatisfy({ $0 > 0 && $0.isFinite }) else {
        return SearchSpaceError(
          .invalidPrior,
          "the weights \(weights) are not all finite and above zero; omit a choice to exclude it")
      }
      return nil
    case (.weights, _):
      return SearchSpaceError(
        .invalidPrior, "weights are a prior of choices; use .normal or .logNormal for numbers")
    case (_, .categorical):
      return SearchSpaceError(.invalidPrior, "the prior of choices must be .weights")
    case (.normal(let mean, let sd), _):
      guard mean.isFinite, sd > 0, sd.isFinite else {
        return SearchSpaceError(
          .invalidPrior,
          "a normal prior needs a finite mean and a finite sd above zero, not \(mean) and \(sd)")
      }
      guard distribution.scale == .linear else {
        return SearchSpaceError(
          .invalidPrior,
          "a normal prior needs a linear scale; use .logNormal with a logarithmic one")
      }
      return nil
    case (.logNormal(let median, let sd), _):
      guard median > 0, median.isFinite, sd > 0, sd.isFinite else {
        return SearchSpaceError(
          .invalidPrior,
          "a lognormal prior needs a finite median and a finite sd above zero, not \(median) and "
            + "\(sd)")
      }
      guard distribution.scale == .log else {
        return SearchSpaceError(
          .invalidPrior,
          "a lognormal prior needs a logarithmic scale; add scale: .log, or use .normal")
      }
      return nil
    }
  }

  /// The mean and the standard deviation of the normal distribution of a number, or of its
  /// logarithm for a lognormal prior; nil for weights.
  var moments: (mean: Double, sd: Double)? {
    switch self {
    case .normal(let mean, let sd): (mean, sd)
    case .logNormal(let median, let sd): (Math.log(median), sd)
    case .weights: nil
    }
  }

  /// The probabilities of the choices; nil for numbers.
  var probabilities: [Double]? {
    guard case .weights(let weights) = self, let largest = weights.max() else { return nil }
    // Scaled first, since the sum of large weights may overflow.
    let sum = weights.reduce(0) { $0 + $1 / largest }
    return weights.map { $0 / largest / sum }
  }
}

extension Distribution {
  /// The scale of numbers; linear for choices.
  fileprivate var scale: Scale {
    switch self {
    case .float(let float): float.scale
    case .int(let int): int.scale
    case .categorical: .linear
    }
  }
}
