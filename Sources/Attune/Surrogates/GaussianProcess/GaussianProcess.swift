import AttuneKernels

/// A Gaussian process with mean zero, conditioned on observed outputs.
///
/// - Note: C. E. Rasmussen and C. K. I. Williams, "Gaussian Processes for Machine Learning", MIT
///   Press 2006, chapter 2; equations are cited from there.
struct GaussianProcess: Sendable {
  let parameters: GaussianProcessParameters

  /// The points that the process is conditioned on.
  private(set) var points: CoordinateTable

  /// The factor of K, the covariances of the outputs.
  private(set) var cholesky: Cholesky

  /// α = K⁻¹ y, padded by zeros to the size of the factor.
  ///
  /// The posterior mean is its inner product with the covariances. Weights of points that affect only
  /// the variance are zero.
  private(set) var weights: [Double]

  /// Conditions a process on outputs; nil if the covariances are not finite.
  ///
  /// - Parameters:
  ///   - parameters: The hyperparameters.
  ///   - points: Where the outputs were observed.
  ///   - outputs: One for each point.
  ///   - counts: How many values the outputs are means of; nil for one each.
  /// - Complexity: O(*n*³) for *n* points.
  init?(
    parameters: GaussianProcessParameters, points: CoordinateTable, outputs: [Double],
    counts: OutputCounts? = nil
  ) {
    let covariances = parameters.outputCovariances(of: points, noiseFactors: counts?.noiseFactors)
    guard
      let cholesky = Cholesky(
        covariances, count: points.count, jitters: Cholesky.usualJitters)
    else { return nil }
    self.parameters = parameters
    self.points = points
    self.cholesky = cholesky
    weights = cholesky.solve(outputs)
    padWeights()
  }

  /// The posterior at a point.
  struct Prediction: Sendable, Hashable {
    var mean: Double
    var variance: Double

    /// The derivatives by the coordinates; 0 for categories.
    var meanGradient: [Double]
    var varianceGradient: [Double]
  }

  /// The posterior means of the function at points, by equation 2.25.
  ///
  /// - Complexity: O(*n d*) a point, for *n* observations with *d* coordinates.
  func means(at candidates: CoordinateTable) -> [Double] {
    var means = [Double](repeating: 0, count: candidates.count)
    predict(candidates, weights: weights, &means, nil)
    return means
  }

  /// The posterior means and variances of the function, without noise, at points: equations 2.25
  /// and 2.26.
  ///
  /// - Complexity: O(*n*² + *n d*) a point, for *n* observations with *d* coordinates.
  func moments(at candidates: CoordinateTable) -> (means: [Double], variances: [Double]) {
    var means = [Double](repeating: 0, count: candidates.count)
    var variances = means
    variances.withUnsafeMutableBufferPointer {
      predict(candidates, weights: weights, &means, $0.baseAddress)
    }
    return (means, variances)
  }

  /// The posterior mean and variance of the function at a point, with their gradients.
  ///
  /// - Complexity: O(*n*² + *n d*) for *n* observations with *d* coordinates.
  func prediction(at point: [Double]) -> Prediction { prediction(at: point, weights: weights) }

  /// Returns Σ_i weight_i k(x, x_i) in place of the mean, with its gradient.
  private func prediction(at point: [Double], weights: [Double]) -> Prediction {
    var moments = [0.0, 0.0]
    var meanGradient = [Double](repeating: 0, count: point.count)
    var varianceGradient = meanGradient
    var scratch = [Double](repeating: 0, count: 3 * cholesky.factor.rowCount)
    withUnsafeProcess(weights) { process in
      withUnsafePointer(to: process) {
        attune_predict_gradient(
          $0, point, &scratch, &moments, &meanGradient, &varianceGradient)
      }
    }
    return Prediction(
      mean: moments[0], variance: moments[1], meanGradient: meanGradient,
      varianceGradient: varianceGradient)
  }

  private func predict(
    _ candidates: CoordinateTable, weights: [Double], _ means: inout [Double],
    _ variances: UnsafeMutablePointer<Double>?
  ) {
    var scratch = [Double](repeating: 0, count: 8 * cholesky.factor.rowCount)
    withUnsafeProcess(weights) { process in
      candidates.withUnsafePoints { candidates in
        withUnsafePointer(to: process) { process in
          withUnsafePointer(to: candidates) {
            attune_predict(process, $0, &scratch, &means, variances)
          }
        }
      }
    }
  }

  private func withUnsafeProcess<Result>(
    _ weights: [Double], _ body: (attune_process) -> Result
  ) -> Result {
    parameters.withUnsafeCovariance(points.kinds) { covariance in
      points.withUnsafePoints { points in
        cholesky.factor.elements.withUnsafeBufferPointer { factor in
          cholesky.reciprocals.withUnsafeBufferPointer { reciprocals in
            weights.withUnsafeBufferPointer { weights in
              body(
                attune_process(
                  covariance: covariance, points: points, row_count: cholesky.factor.rowCount,
                  factor: factor.baseAddress, reciprocals: reciprocals.baseAddress,
                  weights: weights.baseAddress))
            }
          }
        }
      }
    }
  }

  private mutating func padWeights() {
    weights += [Double](repeating: 0, count: cholesky.factor.rowCount - weights.count)
  }
}

// MARK: - More observations

extension GaussianProcess {
  /// The process as if trials at points had ended with outputs equal to the posterior mean: the
  /// means are the same, and the variances are smaller near the points.
  ///
  /// Points are skipped where the covariances would not be positive definite.
  ///
  /// - Note: T. Desautels, A. Krause and J. W. Burdick, "Parallelizing Exploration-Exploitation
  ///   Tradeoffs in Gaussian Process Bandit Optimization", JMLR 15, 2014, section 3.
  /// - Complexity: O(*n*²) a point.
  func conditioned(onVariancesAt running: CoordinateTable) -> GaussianProcess {
    var process = self
    for index in 0..<running.count { process.extend(by: running.point(index)) }
    process.padWeights()
    return process
  }

  /// Adds a point, unless the covariances would not be positive definite.
  private mutating func extend(by point: [Double]) {
    let table = CoordinateTable(kinds: points.kinds, points: [point])
    let covariances = parameters.covariances(of: points, with: table)
    let column = (0..<points.count).map { covariances[$0, 0] }
    let diagonal = parameters.amplitude + parameters.noise + cholesky.jitter
    guard cholesky.append(column, diagonal: diagonal) else { return }
    points.append(point)
  }
}

// MARK: - Covariances

extension GaussianProcess {
  /// The posterior covariance of the function at any point with that at an observed one.
  ///
  /// It is linear in the covariances k(x) with the observed points: k(x)ᵀ (e − K⁻¹ k(x*)), with e
  /// the unit vector of the observed point x*.
  struct CovarianceWithObservation: Sendable {
    fileprivate let weights: [Double]

    /// The posterior variance at the observed point.
    let variance: Double

    /// The posterior mean at the observed point.
    let mean: Double
  }

  /// Prepares covariances with the function at an observed point.
  ///
  /// - Parameter index: The index of the point in ``points``.
  /// - Complexity: O(*n*²) for *n* observations.
  func covariance(withObservation index: Int) -> CovarianceWithObservation {
    let table = CoordinateTable(kinds: points.kinds, points: [points.point(index)])
    let covariances = parameters.covariances(of: points, with: table)
    let column = (0..<points.count).map { covariances[$0, 0] }
    var weights = cholesky.solve(column).map { -$0 }
    weights[index] += 1
    let variance = max(CurvaturePairs.product(weights, column), 0)
    let mean = CurvaturePairs.product(Array(self.weights.prefix(column.count)), column)
    weights += [Double](repeating: 0, count: cholesky.factor.rowCount - weights.count)
    return CovarianceWithObservation(weights: weights, variance: variance, mean: mean)
  }

  /// The posterior covariances of the function at candidates with that at an observed point.
  func covariances(
    of candidates: CoordinateTable, with observation: CovarianceWithObservation
  ) -> [Double] {
    var values = [Double](repeating: 0, count: candidates.count)
    predict(candidates, weights: observation.weights, &values, nil)
    return values
  }

  /// The posterior covariance of the function at a point with that at an observed point, and its
  /// gradient.
  func covariance(
    of point: [Double], with observation: CovarianceWithObservation
  ) -> (value: Double, gradient: [Double]) {
    let result = prediction(at: point, weights: observation.weights)
    return (result.mean, result.meanGradient)
  }
}
