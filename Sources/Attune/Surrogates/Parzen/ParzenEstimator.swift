/// A mixture of kernels, one on each observation and a prior over the whole space.
///
/// A kernel is a product over the dimensions, so the mixture knows how parameters go together.
///
/// - Note: J. Bergstra, R. Bardenet, Y. Bengio and B. Kégl, "Algorithms for Hyper-Parameter
///   Optimization", NeurIPS 2011; over several dimensions S. Falkner, A. Klein and F. Hutter, "BOHB",
///   ICML 2018.
struct ParzenEstimator: Sendable {
  /// The kernels along one dimension.
  enum Dimension: Sendable {
    case numeric(NumericKernels)
    case categorical(CategoricalKernels)
  }

  /// The dimensions in the order of the space.
  let dimensions: [Dimension]

  /// The weights of the kernels, the prior last; they sum to 1.
  let weights: [Double]

  private let cumulativeWeights: [Double]

  /// ln of the weights, less the normalizers of all dimensions.
  private let base: [Double]

  /// Estimates the density over a space.
  ///
  /// - Parameter observations: Recorded values, a column for each parameter of the space.
  /// - Complexity: O(*n* · *d*) for *n* observations and *d* parameters.
  init(space: SearchSpace, observations: Observations, configuration: ParzenConfiguration) {
    let raw =
      ParzenConfiguration.weights(count: observations.count) + [configuration.priorWeight]
    let sum = raw.reduce(0, +)
    weights = observations.count == 0 ? [1] : raw.map { $0 / sum }
    var base = weights.map(Math.log)
    dimensions = space.parameters.indices.map { index in
      let kernels = Self.kernels(
        space.parameters[index].distribution, observations.columns[index],
        observations.orders[index], configuration)
      if case .numeric(let kernels) = kernels { kernels.subtractNormalizers(from: &base) }
      return kernels
    }
    self.base = base
    var running = 0.0
    cumulativeWeights = weights.map { weight in
      running += weight
      return running
    }
  }

  private static func kernels(
    _ distribution: Distribution, _ column: [Double], _ order: [Int32],
    _ configuration: ParzenConfiguration
  ) -> Dimension {
    let axis: NumericAxis
    switch distribution {
    case .float(let float): axis = NumericAxis(float)
    case .int(let int): axis = NumericAxis(int)
    case .categorical(let categorical):
      return .categorical(
        CategoricalKernels(
          choiceCount: categorical.choices.count, observations: column,
          priorWeight: configuration.priorWeight))
    }
    return .numeric(
      NumericKernels(
        axis: axis, observations: column.map(axis.encode), order: order,
        configuration: configuration))
  }

  /// ln of the density at each of some points, given by recorded values in the order of the space.
  ///
  /// - Complexity: O(*p* · *n* · *d*) for *p* points, *n* kernels and *d* dimensions.
  func logDensities(at points: [[Double]]) -> [Double] {
    var logs = base
    return points.map { point in
      for index in logs.indices { logs[index] = base[index] }
      for (dimension, value) in zip(dimensions, point) {
        switch dimension {
        case .numeric(let kernels): kernels.add(at: value, to: &logs)
        case .categorical(let kernels): kernels.add(at: value, to: &logs)
        }
      }
      return Self.logSum(logs)
    }
  }

  /// Draws a point: a kernel by its weight, then every dimension from that kernel.
  func sample(using random: inout RandomStream) -> [Double] {
    let u = random.uniform()
    let kernel = min(cumulativeWeights.partitioningIndex { $0 > u }, weights.count - 1)
    return dimensions.map { dimension in
      switch dimension {
      case .numeric(let kernels): kernels.sample(kernel: kernel, using: &random)
      case .categorical(let kernels): kernels.sample(kernel: kernel, using: &random)
      }
    }
  }

  /// ln Σ exp, without overflow.
  private static func logSum(_ logs: [Double]) -> Double {
    var highest = -Double.infinity
    for log in logs where log > highest { highest = log }
    guard highest > -.infinity else { return highest }
    var sum = 0.0
    // What lies further below vanishes: exp underflows to zero there.
    for log in logs where log - highest > -746 { sum += Math.exp(log - highest) }
    return highest + Math.log(sum)
  }
}
