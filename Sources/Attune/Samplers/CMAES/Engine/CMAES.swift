/// The covariance matrix adaptation evolution strategy (CMA-ES) in the unit cube: a normal
/// distribution N(m, σ² C) that moves towards points with low losses.
///
/// Ask for a generation of points, evaluate them, and pass them to ``tell(_:)`` with their losses.
/// The type is a value without a random generator: equal values that receive equal numbers remain
/// equal, on all platforms.
///
/// Results agree with the Python package cmaes 0.13, except for the following. Points are sampled
/// as m + σ C^½ z with the symmetric root C^½ = B D Bᵀ, while cmaes uses B D z. Both have the same
/// distribution, but the former does not depend on the signs and the order of eigenvectors. In
/// cases where cmaes divides by zero or overflows, results here remain finite.
///
/// - Note: Implements N. Hansen, "The CMA Evolution Strategy: A Tutorial", 2016, arXiv:1604.00772,
///   whose equation numbers are given, and the variants of ``Variant``. The bounds are handled as in
///   cmaes: points outside are sampled again, and the last one is clipped.
struct CMAES: Sendable, Hashable {
  /// A modification of the algorithm.
  enum Variant: Sendable, Hashable {
    /// A full covariance matrix.
    case full

    /// A diagonal covariance matrix, which adapts faster if the loss is nearly separable, and takes
    /// O(*n*) instead of O(*n*²) memory.
    case separable

    /// Dimensions with a finite number of equidistant values from 0 to 1; nil for continuous ones.
    ///
    /// See ``CMAESMargin``.
    case margin(levelCounts: [Int?])

    /// Learning rates that follow the signal-to-noise ratio, for noisy or multimodal losses.
    ///
    /// See ``CMAESLearningRates``.
    case learningRateAdaptation
  }

  /// A point to evaluate.
  struct Candidate: Sendable, Hashable {
    /// The point of the normal distribution, which is passed to ``CMAES/tell(_:)``.
    let sampled: [Double]

    /// The point at which the loss is evaluated.
    ///
    /// It differs from `sampled` only in the dimensions with a finite number of values.
    let encoded: [Double]
  }

  /// The weights and learning rates.
  let constants: CMAESConstants

  /// m, the mean of the distribution.
  private(set) var mean: [Double]

  /// σ, the step size.
  private(set) var sigma: Double

  /// C, the shape of the distribution.
  private(set) var covariance: CMAESCovariance

  /// p_σ, the path of the step size.
  private(set) var stepPath: [Double]

  /// p_c, the path of the covariance.
  private(set) var covariancePath: [Double]

  /// g, the number of generations that were passed to ``tell(_:)``.
  private(set) var generation = 0

  /// The correction for dimensions with a finite number of values.
  private(set) var margin: CMAESMargin?

  /// The learning rates, if they adapt.
  private(set) var learningRates: CMAESLearningRates?

  /// What the stop criteria remember.
  private(set) var history: CMAESHistory

  /// Creates the distribution of the first generation.
  ///
  /// - Parameters:
  ///   - mean: The mean, a point of the unit cube.
  ///   - sigma: The step size, from 1e-32 to 1e32; the default is 1/6 as in Optuna.
  ///   - covariance: C; the default is the identity.
  ///   - populationSize: The number of points in a generation; the default is 4 + ⌊3 ln *n*⌋.
  ///   - variant: The modification of the algorithm.
  /// - Precondition: `mean` is not empty and in the unit cube, `sigma` is in its range, the population
  ///   has at least 2 points, and there is no `covariance` for the separable variant. Arrays and
  ///   matrices have the size of `mean`, and level counts are at least 2.
  init(
    mean: [Double], sigma: Double = 1.0 / 6, covariance: SymmetricMatrix? = nil,
    populationSize: Int? = nil, variant: Variant = .full
  ) {
    let dimension = mean.count
    let populationSize =
      populationSize ?? CMAESConstants.defaultPopulationSize(dimension: max(dimension, 1))
    precondition(dimension > 0, "the mean must have at least one coordinate")
    precondition(
      mean.allSatisfy { (0...1).contains($0) }, "the mean must be in the unit cube: \(mean)")
    precondition(
      (1e-32...Self.largestSigma).contains(sigma), "sigma must be positive, not \(sigma)")
    precondition(populationSize >= 2, "a population has at least 2 points, not \(populationSize)")
    precondition(
      covariance.map { $0.count == dimension } ?? true,
      "the covariance must have \(dimension) rows, one for each coordinate of the mean")
    self.mean = mean
    self.sigma = sigma
    stepPath = [Double](repeating: 0, count: dimension)
    covariancePath = stepPath
    if variant == .separable {
      precondition(covariance == nil, "the separable variant starts with the identity")
      constants = .separable(dimension: dimension, populationSize: populationSize)
      self.covariance = .diagonal(
        DiagonalCovariance(variances: [Double](repeating: 1, count: dimension)))
    } else {
      constants = .full(dimension: dimension, populationSize: populationSize)
      self.covariance = .full(FullCovariance(covariance ?? .identity(dimension)))
    }
    if case .margin(let levelCounts) = variant {
      precondition(
        levelCounts.count == dimension, "there must be \(dimension) level counts, nil included")
      margin = CMAESMargin(levelCounts: levelCounts, populationSize: populationSize)
    }
    if variant == .learningRateAdaptation {
      learningRates = CMAESLearningRates(dimension: dimension)
    }
    history = CMAESHistory(
      dimension: dimension, populationSize: populationSize, initialSigma: sigma)
  }

  /// The number of dimensions, *n*.
  var dimension: Int { mean.count }

  /// The number of points in a generation, λ.
  var populationSize: Int { constants.populationSize }

  /// The bound of σ in the case of divergence.
  private static let largestSigma = 1e32
}

// MARK: Ask

extension CMAES {
  /// Samples a point of the unit cube.
  ///
  /// Points outside are sampled again up to 10 *n* times; then a point is clipped. Dimensions with a
  /// finite number of values have no bounds, since encoding maps every number to a value.
  ///
  /// - Parameter normal: Returns numbers drawn from the standard normal distribution.
  /// - Complexity: O(*n*²) for *n* dimensions, O(*n*) if separable, for every sampled point.
  func ask(using normal: () -> Double) -> Candidate {
    let isContinuous = mean.indices.map { margin?.grids[$0] == nil }
    func isInside(_ point: [Double]) -> Bool {
      point.indices.allSatisfy { !isContinuous[$0] || (0...1).contains(point[$0]) }
    }
    for _ in 0..<(10 * dimension) {
      let point = sample(using: normal)
      if isInside(point) { return candidate(point) }
    }
    var point = sample(using: normal)
    for index in point.indices where isContinuous[index] {
      point[index] = min(max(point[index], 0), 1)
    }
    return candidate(point)
  }

  /// The point m + σ C^½ z, with a standard normal z.
  private func sample(using normal: () -> Double) -> [Double] {
    let y = covariance.colored(mean.map { _ in normal() })  // eq. 38 and 39
    return mean.indices.map { mean[$0] + sigma * y[$0] }  // eq. 40
  }

  private func candidate(_ point: [Double]) -> Candidate {
    Candidate(sampled: point, encoded: margin?.encoded(point, mean: mean) ?? point)
  }
}

// MARK: Tell

extension CMAES {
  /// Updates the distribution with the losses of a generation.
  ///
  /// Only the order of the losses matters, and equal ones keep the order of the points. Infinite
  /// losses are permitted. NaN has no order: replace it before, by infinity for example.
  ///
  /// A generation after which σ or the square root of an eigenvalue of C would not be between 1e-32
  /// and 1e32 only counts, and changes nothing else. That happens long after ``shouldStop`` is true.
  ///
  /// - Parameter solutions: `populationSize` points with their losses. The points are
  ///   ``Candidate/sampled`` of candidates, or others, such as those of earlier evaluations.
  /// - Precondition: There are `populationSize` points, each of `dimension` finite numbers.
  /// - Complexity: O(*λ n*² + *n*³) for *λ* points and *n* dimensions, O(*λ n*) if separable.
  mutating func tell(_ solutions: [(point: [Double], loss: Double)]) {
    precondition(
      solutions.count == populationSize,
      "a generation has \(populationSize) points, not \(solutions.count)")
    precondition(
      solutions.allSatisfy { solution in
        solution.point.count == dimension && solution.point.allSatisfy(\.isFinite)
      },
      "points must have \(dimension) finite coordinates")
    generation += 1
    // The index makes the order of equal losses independent of the sorting algorithm.
    let order = solutions.indices.sorted {
      (solutions[$0].loss, $0) < (solutions[$1].loss, $1)
    }
    history.record(
      best: solutions[order[0]].loss, worst: solutions[order[order.count - 1]].loss)

    var updated = self
    updated.update(order.map { solutions[$0].point })
    // Otherwise, keep the distribution: a run that continues after it converged would divide by
    // zero at some time.
    if updated.isInRange { self = updated }
  }

  /// Updates the distribution with points sorted by loss.
  private mutating func update(_ points: [[Double]]) {
    let (oldMean, oldSigma, oldCovariance) = (mean, sigma, covariance)
    let steps = points.map { point in zip(point, mean).map { ($0 - $1) / sigma } }
    let meanStep = moveMean(steps)
    let isPathLong = adaptSigma(meanStep)
    adaptCovariance(steps, meanStep, isPathLong: isPathLong)

    if case .full(let old) = oldCovariance, case .full(let new) = covariance,
      let adapted = learningRates?.adapt(
        from: .init(mean: oldMean, sigma: oldSigma, covariance: old),
        to: .init(mean: mean, sigma: sigma, covariance: new))
    {
      (mean, sigma, covariance) = (adapted.mean, adapted.sigma, .full(adapted.covariance))
    }
    margin?.correct(&mean, sigma: sigma, variances: covariance.variances)
  }

  /// Whether all numbers are finite, and those of which inverses are computed are not too small.
  private var isInRange: Bool {
    let range = 1e-32...1e32
    let others = [mean, stepPath, covariancePath, margin?.scales ?? []]
    return (range.contains(sigma) && covariance.deviations.allSatisfy(range.contains))
      && others.allSatisfy { $0.allSatisfy(\.isFinite) }
      && (learningRates?.isFinite ?? true)
  }

  /// Moves the mean by σ times the weighted mean of the steps, and returns the latter.
  private mutating func moveMean(_ steps: [[Double]]) -> [Double] {
    var meanStep = [Double](repeating: 0, count: dimension)
    for (weight, step) in zip(constants.weights, steps).prefix(constants.parentCount) {
      for index in meanStep.indices { meanStep[index] += weight * step[index] }  // eq. 41
    }
    for index in mean.indices { mean[index] += sigma * meanStep[index] }  // eq. 42, c_m = 1
    return meanStep
  }

  /// Updates p_σ and σ.
  ///
  /// - Returns: Whether p_σ is so long that p_c should not be updated, i.e. h_σ = 0.
  private mutating func adaptSigma(_ meanStep: [Double]) -> Bool {
    let (cSigma, chi) = (constants.cSigma, constants.chi)
    let whitened = covariance.whitened(meanStep)
    let factor = (cSigma * (2 - cSigma) * constants.muEff).squareRoot()
    for index in stepPath.indices {  // eq. 43
      stepPath[index] = (1 - cSigma) * stepPath[index] + factor * whitened[index]
    }
    let length = stepPath.length
    sigma *= Math.exp(cSigma / constants.dSigma * (length / chi - 1))  // eq. 44
    sigma = min(sigma, Self.largestSigma)
    // The length relative to its expectation after g + 1 generations (p. 28).
    let decay = Math.exp(Double(2 * (generation + 1)) * Math.log1p(-cSigma))
    let limit = (1.4 + 2 / Double(dimension + 1)) * chi
    return !(length / (1 - decay).squareRoot() < limit)
  }

  /// Updates p_c and C.
  private mutating func adaptCovariance(
    _ steps: [[Double]], _ meanStep: [Double], isPathLong: Bool
  ) {
    let (cc, c1, cMu) = (constants.cc, constants.c1, constants.cMu)
    let factor = isPathLong ? 0 : (cc * (2 - cc) * constants.muEff).squareRoot()
    for index in covariancePath.indices {  // eq. 45
      covariancePath[index] = (1 - cc) * covariancePath[index] + factor * meanStep[index]
    }
    var terms = [(weight: c1, vector: covariancePath)]
    for (weight, step) in zip(constants.weights, steps) {
      var scale = 1.0
      if weight < 0 {  // eq. 46
        let length = covariance.whitened(step).length
        scale = Double(dimension) / (length * length + 1e-8)
      }
      terms.append((cMu * weight * scale, step))
    }
    let delta = isPathLong ? cc * (2 - cc) : 0
    let weightSum = constants.weights.reduce(0, +)
    covariance.update(  // eq. 47
      retention: 1 + c1 * delta - c1 - cMu * weightSum, adding: terms)
  }
}

extension [Double] {
  /// The Euclidean length of the vector.
  fileprivate var length: Double { reduce(0) { $0 + $1 * $1 }.squareRoot() }
}
