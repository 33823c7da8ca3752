extension CMAES {
  /// A reason for ending a run, after which a restart is more promising than a continuation.
  enum StopCriterion: Sendable, Hashable {
    /// The losses of the latest 10 + ⌈30 n / λ⌉ generations differ by less than 1e-12 (TolFun).
    case flatLosses

    /// The distribution is smaller than 1e-12 of the first one in all coordinates (TolX).
    case smallSteps

    /// The distribution is wider than 1e4 (TolXUp).
    case divergence

    /// A fifth of a standard deviation does not change a coordinate of the mean (NoEffectCoord).
    case noEffectOnCoordinate

    /// A tenth of a standard deviation along an axis does not change the mean (NoEffectAxis).
    ///
    /// Each generation tests another axis.
    case noEffectAlongAxis

    /// The longest axis is more than 1e14 times the shortest one (ConditionCov).
    case condition
  }

  /// Whether any stop criterion is met.
  var shouldStop: Bool { stopCriterion != nil }

  /// The first stop criterion that is met, or nil.
  ///
  /// The criteria, their order and their thresholds are those of cmaes 0.13. As there, TolX compares
  /// σ times the variance, not the standard deviation, and the signed path; and the condition is
  /// that of the square root of C.
  ///
  /// - Complexity: O(*n*) for *n* dimensions.
  var stopCriterion: StopCriterion? {
    if let range = history.lossRange, range < 1e-12 { return .flatLosses }

    let variances = covariance.variances
    let smallest = 1e-12 * history.initialSigma
    if variances.allSatisfy({ sigma * $0 < smallest })
      && covariancePath.allSatisfy({ sigma * $0 < smallest })
    {
      return .smallSteps
    }

    let deviations = covariance.deviations
    let longest = deviations.reduce(0, max)
    if sigma * longest > 1e4 { return .divergence }

    if mean.indices.contains(where: {
      mean[$0] == mean[$0] + 0.2 * sigma * variances[$0].squareRoot()
    }) {
      return .noEffectOnCoordinate
    }

    let axis = generation % dimension
    let direction = covariance.axis(axis)
    if mean.indices.allSatisfy({
      mean[$0] == mean[$0] + 0.1 * sigma * deviations[axis] * direction[$0]
    }) {
      return .noEffectAlongAxis
    }

    let shortest = deviations.reduce(.infinity, min)
    return longest / shortest > 1e14 ? .condition : nil
  }
}

extension CMAESCovariance {
  /// The direction that NoEffectAxis tests: an eigenvector, or, as in cmaes, the diagonal of the
  /// cube for a diagonal matrix.
  fileprivate func axis(_ index: Int) -> [Double] {
    switch self {
    case .full(let covariance): covariance.axes[index]
    case .diagonal(let covariance): covariance.deviations.map { _ in 1 }
    }
  }
}
