/// Learning rates of the mean and the covariance that keep the signal-to-noise ratio of updates
/// constant.
///
/// With noisy or multimodal losses, updates point in random directions; then the rates decrease. If
/// consecutive updates agree, the rates increase up to 1, which is plain CMA-ES.
///
/// - Note: Implements section 4 of M. Nomura, Y. Akimoto and I. Ono, "CMA-ES with Learning Rate
///   Adaptation: Can CMA-ES with Default Population Size Solve Multimodal and Noisy Problems?",
///   GECCO 2023, arXiv:2304.03473, with its default parameters.
struct CMAESLearningRates: Sendable, Hashable {
  /// A normal distribution N(m, σ² C).
  struct Distribution: Sendable, Hashable {
    /// m.
    var mean: [Double]

    /// σ.
    var sigma: Double

    /// C.
    var covariance: FullCovariance
  }

  /// η_m with its estimates; those are vectors of *n* numbers.
  private var ofMean: Rate

  /// η_Σ with its estimates; those are matrices of *n*² numbers.
  private var ofCovariance: Rate

  init(dimension: Int) {
    ofMean = Rate(count: dimension, decay: 0.1)
    ofCovariance = Rate(count: dimension * dimension, decay: 0.03)
  }

  /// η_m, the learning rate of the mean.
  var mean: Double { ofMean.value }

  /// η_Σ, the learning rate of the covariance σ² C.
  var covariance: Double { ofCovariance.value }

  /// Whether all estimates are finite.
  var isFinite: Bool { ofMean.isFinite && ofCovariance.isFinite }

  /// Adapts the rates to an update, and applies the update in part.
  ///
  /// - Parameters:
  ///   - old: The distribution before the update.
  ///   - new: The distribution after the update with learning rates of 1.
  /// - Returns: The distribution between them.
  /// - Complexity: O(*n*³) for *n* dimensions.
  mutating func adapt(from old: Distribution, to new: Distribution) -> Distribution {
    let meanChange = zip(new.mean, old.mean).map { $0 - $1 }
    var oldSigma = old.covariance.matrix  // Σ = σ² C
    oldSigma.scale(by: old.sigma * old.sigma)
    var change = new.covariance.matrix
    change.scale(by: new.sigma * new.sigma)
    change.add(oldSigma, weight: -1)

    // In coordinates in which the old distribution is the standard normal one, the Fisher metric is
    // the Euclidean one of Σ^−½ Δm and of Σ^−½ ΔΣ Σ^−½ / √2.
    var inverseRoot = old.covariance.inverseRoot
    inverseRoot.scale(by: 1 / old.sigma)
    var localChange = change.enclosed(by: inverseRoot)
    localChange.scale(by: 0.5.squareRoot())
    let oldMeanRate = mean
    ofMean.adapt(to: inverseRoot.times(meanChange))
    ofCovariance.adapt(to: localChange.elements)

    var matrix = oldSigma
    matrix.add(change, weight: covariance)
    // Decompose Σ into σ² C with det C = 1.
    matrix.scale(by: 1 / (new.sigma * new.sigma))
    let unnormalized = FullCovariance(matrix)
    let logDeterminant = unnormalized.deviations.reduce(0) { $0 + 2 * Math.log($1) }
    let factor = Math.exp(logDeterminant / Double(old.mean.count))
    // The optimal σ is inversely proportional to the rate of the mean, so correct it for the change.
    let correction = oldMeanRate / mean
    return Distribution(
      mean: zip(old.mean, meanChange).map { $0 + mean * $1 },
      sigma: min(new.sigma * factor.squareRoot(), 1e32) * correction,
      covariance: unnormalized.scaled(by: 1 / factor))
  }
}

/// A learning rate, with moving averages from which the signal-to-noise ratio is estimated.
private struct Rate: Sendable, Hashable {
  /// η, between 0 and 1.
  private(set) var value = 1.0

  /// E, the moving average of updates.
  private var average: [Double]

  /// V, the moving average of the squared lengths of updates.
  private var squaredLength = 0.0

  /// β, the weight of an update in the averages.
  private let decay: Double

  init(count: Int, decay: Double) {
    average = [Double](repeating: 0, count: count)
    self.decay = decay
  }

  /// Adapts the rate to an update in local coordinates.
  mutating func adapt(to update: [Double]) {
    for index in update.indices {
      average[index] = (1 - decay) * average[index] + decay * update[index]
    }
    squaredLength = (1 - decay) * squaredLength + decay * Self.squaredLength(update)
    let signal = Self.squaredLength(average)
    // The difference is 0 if all updates were the same, such as 0. Then there is no estimate.
    let noise = squaredLength - signal
    guard noise > 0 else { return }
    let ratio = (signal - decay / (2 - decay) * squaredLength) / noise
    // Move towards the rate at which the ratio is α η, with α = 1.4; the factor is at most
    // exp(γ η) with γ = 0.1, and at most exp(β).
    let relative = min(max(ratio / 1.4 / value - 1, -1), 1)
    value = min(value * Math.exp(min(0.1 * value, decay) * relative), 1)
  }

  var isFinite: Bool {
    value.isFinite && squaredLength.isFinite && average.allSatisfy(\.isFinite)
  }

  private static func squaredLength(_ vector: [Double]) -> Double {
    vector.reduce(0) { $0 + $1 * $1 }
  }
}
