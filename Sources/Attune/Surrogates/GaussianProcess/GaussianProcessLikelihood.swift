import AttuneKernels

/// The logarithm of the posterior density of a Gaussian process' hyperparameters, with its gradient.
///
/// It is the logarithm of the marginal likelihood of the outputs plus that of the prior. The matrices
/// are kept between evaluations.
///
/// - Note: C. E. Rasmussen and C. K. I. Williams, "Gaussian Processes for Machine Learning", MIT
///   Press 2006, eq. 5.8 and 5.9.
struct GaussianProcessLikelihood {
  private let points: CoordinateTable
  private let outputs: [Double]
  private let hasNoise: Bool
  private let counts: OutputCounts?
  private let noiseFactors: [Double]?

  private var covariances: TiledMatrix
  private var slopes: TiledMatrix
  private var factor: TiledMatrix
  private var inverse: TiledMatrix
  private var reciprocals: [Double]
  private var sums: [Double]

  /// - Parameters:
  ///   - points: Where the outputs were observed.
  ///   - outputs: One for each point; the process has mean zero.
  ///   - hasNoise: Whether the noise is a hyperparameter; otherwise it is the minimum.
  ///   - counts: How many values the outputs are means of; nil for one each.
  init(
    points: CoordinateTable, outputs: [Double], hasNoise: Bool, counts: OutputCounts? = nil
  ) {
    self.counts = counts
    noiseFactors = counts?.noiseFactors
    self.points = points
    self.outputs = outputs
    self.hasNoise = hasNoise
    let size = TiledMatrix.padded(points.count)
    covariances = TiledMatrix(rowCount: size, columnCount: size)
    slopes = covariances
    factor = covariances
    inverse = covariances
    reciprocals = [Double](repeating: 1, count: size)
    sums = [Double](repeating: 0, count: 8 * (points.dimensionCount + 1))
  }

  /// Returns the negative logarithm up to a constant, and sets its gradient by the parameters'
  /// logarithms; infinity if the covariance matrix is not positive definite.
  ///
  /// - Complexity: O(*n*³ + *n*² *d*) for *n* points with *d* coordinates.
  mutating func negativeLog(_ logarithms: [Double], gradient: inout [Double]) -> Double {
    let width = points.dimensionCount
    let parameters = GaussianProcessParameters(logarithms: logarithms, dimensionCount: width)
    let size = covariances.rowCount
    computeCovariances(parameters)
    factor.elements.withUnsafeMutableBufferPointer { factor in
      covariances.elements.withUnsafeBufferPointer { _ = factor.update(from: $0) }
    }
    factor.addNoise(parameters.noise, factors: noiseFactors, count: points.count)
    guard attune_factor(&factor.elements, &reciprocals, size) == size else { return .infinity }
    // α = K⁻¹ y
    var solution = outputs + [Double](repeating: 0, count: size - outputs.count)
    attune_substitute_vector(factor.elements, reciprocals, size, &solution)
    var square = 0.0
    for value in solution { square += value * value }
    attune_substitute_back(factor.elements, reciprocals, size, &solution)
    var halfDeterminant = 0.0
    for index in 0..<points.count { halfDeterminant -= Math.log(reciprocals[index]) }
    attune_invert(factor.elements, reciprocals, size, &inverse.elements)
    // Eq. 5.9: with W = ½ (K⁻¹ − α αᵀ), a derivative is the sum over the elements of W dK.
    let trace = computeSums(parameters, solution)
    let density = GaussianProcessPrior.logDensity(of: parameters)
    for index in 0..<width {
      gradient[index] =
        sums[index] * parameters.inverseSquaredLengths[index] - density.lengths[index]
    }
    gradient[width] = sums[width] - density.amplitude
    let distances = counts?.negativeLog(noise: parameters.noise)
    if hasNoise {
      // d ln σ² / d ln (σ² − minimum)
      let excess = parameters.noise - GaussianProcessParameters.minimumNoise
      let trace = noiseFactors.map { noiseTrace($0, solution) } ?? trace
      gradient[width + 1] =
        trace * excess
        - (density.noise - (distances?.derivative ?? 0)) * excess / parameters.noise
    }
    return 0.5 * square + halfDeterminant - density.value + (distances?.value ?? 0)
  }

  /// The sum of the diagonal elements of ½ (K⁻¹ − α αᵀ), each times a factor.
  private func noiseTrace(_ factors: [Double], _ solution: [Double]) -> Double {
    var sum = 0.0
    for (index, factor) in factors.enumerated() {
      sum += factor * (inverse[index, index] - solution[index] * solution[index])
    }
    return 0.5 * sum
  }

  private mutating func computeCovariances(_ parameters: GaussianProcessParameters) {
    parameters.withUnsafeCovariance(points.kinds) { covariance in
      points.withUnsafePoints { points in
        withUnsafePointer(to: covariance) { covariance in
          withUnsafePointer(to: points) {
            attune_covariances(
              covariance, $0, $0, covariances.rowCount, 1, &covariances.elements,
              &slopes.elements)
          }
        }
      }
    }
  }

  private mutating func computeSums(
    _ parameters: GaussianProcessParameters, _ solution: [Double]
  ) -> Double {
    parameters.withUnsafeCovariance(points.kinds) { covariance in
      points.withUnsafePoints { points in
        withUnsafePointer(to: covariance) { covariance in
          withUnsafePointer(to: points) {
            attune_likelihood_gradient(
              covariance, $0, covariances.rowCount, covariances.elements, slopes.elements,
              inverse.elements, solution, &sums)
          }
        }
      }
    }
  }
}
