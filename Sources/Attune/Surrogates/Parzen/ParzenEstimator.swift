import AttuneKernels

/// A mixture of kernels, one on each observation and a prior over the whole space.
///
/// A kernel is a product over the dimensions, so the mixture knows how parameters go together. Along
/// numeric dimensions it is a normal distribution cut off at the bounds; coordinates are logarithms
/// where the scale is logarithmic; on a grid its mass over the half step to either side of a point takes
/// the place of its density.
///
/// - Note: J. Bergstra, R. Bardenet, Y. Bengio and B. Kégl, "Algorithms for Hyper-Parameter
///   Optimization", NeurIPS 2011; over several dimensions S. Falkner, A. Klein and F. Hutter, "BOHB",
///   ICML 2018.
struct ParzenEstimator: Sendable {
  let layout: ParzenLayout

  /// The weights of the kernels, the prior last; they sum to 1.
  let weights: [Double]

  private let stride: Int

  /// By row and kernel: the centre, or the place of the favoured choice, −1 for the prior.
  private let means: [Double]

  /// By row and kernel: 1 / (deviation · √2).
  private var inverses: [Double]

  /// By row: by how much the logarithm is lower at a choice that a kernel does not favour.
  private var misses: [Double]

  private var categories: [Int: CategoricalKernel] = [:]

  /// By kernel: ln of the weight, less the normalizers of all dimensions.
  private var bases: [Double]

  /// Estimates the density over a space.
  ///
  /// - Complexity: O(*n* · *d*) for *n* observations and *d* parameters.
  /// - Note: The bandwidth of an observation is the distance to its farther neighbour (Bergstra et
  ///   al. 2011), with a floor that shrinks as observations come in ("magic clip").
  init(layout: ParzenLayout, observations: Observations, configuration: ParzenConfiguration) {
    self.layout = layout
    let count = observations.count
    stride = observations.stride
    means = observations.coordinates
    inverses = [Double](repeating: 0, count: means.count)
    misses = [Double](repeating: 0, count: layout.axes.count)
    weights = configuration.normalizedWeights(count: count)
    bases = weights
    bases.withUnsafeMutableBufferPointer { attune_log_all($0.baseAddress, $0.count) }
    bases += repeatElement(-1e300, count: stride - bases.count)

    var common = 0.0
    var scratch = [Double](repeating: 0, count: 4 * count)
    for (row, axis) in layout.axes.enumerated() {
      switch axis {
      case .numeric(let axis):
        common += place(row, axis, observations, configuration, &scratch)
      case .categorical(let choiceCount):
        let kernel = CategoricalKernel(
          choiceCount: choiceCount, observationCount: count, priorWeight: configuration.priorWeight)
        misses[row] = Math.log(kernel.hit) - Math.log(kernel.miss)
        common -= Math.log(kernel.hit)
        bases[count] -= Math.log(Double(choiceCount)) + Math.log(kernel.hit)
        categories[row] = kernel
      }
    }
    for kernel in 0...count { bases[kernel] -= common }
  }

  /// Places the kernels along a numeric dimension; returns the normalizer that most of them have.
  private mutating func place(
    _ row: Int, _ axis: NumericAxis, _ observations: Observations,
    _ configuration: ParzenConfiguration, _ scratch: inout [Double]
  ) -> Double {
    let count = observations.count
    let width = axis.high - axis.low
    let floor = width * configuration.floorShare(count: count)
    let isDensity = axis.step == nil
    let start = row * stride
    let common = observations.sorted.withUnsafeBufferPointer { sorted in
      observations.places.withUnsafeBufferPointer { places in
        var placement = attune_placement()
        placement.sorted = sorted.baseAddress.map { $0 + row * count }
        placement.rows = places.baseAddress.map { $0 + row * count }
        placement.count = count
        (placement.low, placement.high) = (axis.low, axis.high)
        placement.floor = floor
        placement.considers_ends = configuration.considersEndpoints ? 1 : 0
        placement.is_density = isDensity ? 1 : 0
        return inverses.withUnsafeMutableBufferPointer { inverses in
          attune_place_kernels(
            &placement, inverses.baseAddress.map { $0 + start }, &bases, &scratch)
        }
      }
    }
    // The prior is as wide as the axis.
    inverses[start + count] = Self.rootHalf / width
    let prior =
      NormalDistribution.logMass(from: -0.5, to: 0.5)
      + (isDensity ? Math.log(width) + NormalDistribution.logRootTwoPi : 0)
    bases[count] -= prior - common
    return common
  }

  /// ln of the density at each of some points.
  ///
  /// - Complexity: O(*p* · *n* · *d*) for *p* points, *n* kernels and *d* dimensions.
  func logDensities(at points: ParzenPoints) -> [Double] {
    var results = [Double](repeating: 0, count: points.count)
    var sums = results
    bases.withUnsafeBufferPointer { bases in
      means.withUnsafeBufferPointer { means in
        inverses.withUnsafeBufferPointer { inverses in
          misses.withUnsafeBufferPointer { misses in
            var mixture = attune_mixture(
              stride: stride, continuous_count: layout.count(of: .continuous),
              categorical_count: layout.count(of: .categorical),
              grid_count: layout.count(of: .grid), bases: bases.baseAddress,
              means: means.baseAddress, inverses: inverses.baseAddress,
              misses: misses.baseAddress)
            attune_log_densities(
              &mixture, points.lows, points.highs, points.count, &results, &sums)
          }
        }
      }
    }
    return results
  }

  /// Draws a point and appends it: a kernel by its weight, then every dimension from that kernel.
  func sample(into points: inout ParzenPoints, using random: inout RandomStream) {
    var rest = random.uniform()
    var kernel = 0
    while kernel < weights.count - 1, rest >= weights[kernel] {
      rest -= weights[kernel]
      kernel += 1
    }
    for (row, axis) in layout.axes.enumerated() {
      let index = row * stride + kernel
      switch axis {
      case .numeric(let numeric):
        let value = numeric.sample(
          mean: means[index], deviation: Self.rootHalf / inverses[index], using: &random)
        points.append(value, along: axis)
      case .categorical:
        let favoured = means[index] < 0 ? nil : Int(means[index])
        guard let choice = categories[row]?.sample(favoured: favoured, using: &random) else {
          continue
        }
        points.append(Double(choice), along: axis)
      }
    }
  }

  private static let rootHalf = 0.5.squareRoot()
}

extension ParzenEstimator {
  /// The mean and deviation of each kernel along a numeric dimension, the prior last.
  func shapes(row: Int) -> [(mean: Double, deviation: Double)] {
    (0..<weights.count).map {
      (means[row * stride + $0], Self.rootHalf / inverses[row * stride + $0])
    }
  }

  /// The probabilities of the choices under each kernel of a categorical dimension, the prior last.
  func probabilities(row: Int) -> [[Double]] {
    guard let kernel = categories[row] else { return [] }
    return (0..<weights.count).map { index in
      let favoured = Int(means[row * stride + index])
      return (0..<kernel.choiceCount).map {
        favoured < 0 ? 1 / Double(kernel.choiceCount) : $0 == favoured ? kernel.hit : kernel.miss
      }
    }
  }
}
