/// The search of the hyperparameters with the highest posterior density (maximum a posteriori).
struct GaussianProcessFit: Sendable, Hashable {
  /// Whether outputs have no noise; then its variance is the smallest one possible.
  var isDeterministic = false

  /// The largest number of iterations from a start.
  var maxIterations = 40

  /// The fit from a start ends when no derivative by a logarithm exceeds this magnitude.
  var tolerance = 1e-2

  /// Returns the best parameters found from several starts; nil if the density is nowhere finite.
  ///
  /// - Parameters:
  ///   - points: Where the outputs were observed.
  ///   - outputs: One for each point, finite and about standardized.
  ///   - starts: The first one is usually the result of an earlier fit, followed by those of the
  ///     prior. Starts with another number of coordinates are ignored.
  ///   - counts: How many values the outputs are means of; nil for one each.
  /// - Complexity: O(*n*³ + *n*² *d*) an iteration, for *n* points with *d* coordinates.
  func parameters(
    points: CoordinateTable, outputs: [Double], starts: [GaussianProcessParameters],
    counts: OutputCounts? = nil
  ) -> GaussianProcessParameters? {
    let width = points.dimensionCount
    var likelihood = GaussianProcessLikelihood(
      points: points, outputs: outputs, hasNoise: !isDeterministic, counts: counts)
    let minimizer = LBFGS(
      maxIterations: maxIterations, gradientTolerance: tolerance, valueTolerance: 1e-8)
    var best: LBFGS.Result?
    for start in starts where start.inverseSquaredLengths.count == width {
      let result = minimizer.minimize(
        from: start.logarithms(hasNoise: !isDeterministic), within: bounds(width)
      ) { likelihood.negativeLog($0, gradient: &$1) }
      guard result.value.isFinite else { continue }
      if best.map({ result.value < $0.value }) ?? true { best = result }
    }
    return best.map {
      GaussianProcessParameters(logarithms: $0.point, dimensionCount: width)
    }
  }

  /// Bounds far from useful values, so that no exponential function overflows.
  private func bounds(_ dimensionCount: Int) -> BoxBounds {
    let noise = isDeterministic ? [] : [(-18.0, 2.0)]
    let all = [(Double, Double)](repeating: (-9, 9), count: dimensionCount) + [(-6, 5)] + noise
    return BoxBounds(lows: all.map(\.0), highs: all.map(\.1))
  }
}
