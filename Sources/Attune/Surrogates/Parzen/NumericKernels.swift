/// The kernels of a Parzen estimator along a numeric dimension: truncated normal distributions.
///
/// Coordinates are encoded: logarithms where the scale is logarithmic. On a grid a kernel's mass over
/// the half step to either side of a point takes the place of its density.
struct NumericKernels: Sendable {
  private let axis: NumericAxis
  private var means: [Double]
  private var deviations: [Double]

  /// ln of what the density of each kernel is divided by: its mass within the bounds and, off a grid,
  /// its deviation times √(2π).
  private var logNormalizers: [Double]

  /// Places a kernel on each observation and one, the prior, over the whole axis.
  ///
  /// - Parameters:
  ///   - observations: Encoded.
  ///   - order: The places of the observations by ascending value.
  /// - Note: The bandwidth of an observation is the distance to its farther neighbour (Bergstra et
  ///   al. 2011), with a floor that shrinks as observations come in ("magic clip").
  init(
    axis: NumericAxis, observations: [Double], order: [Int32], configuration: ParzenConfiguration
  ) {
    self.axis = axis
    let count = observations.count
    let width = axis.high - axis.low
    means = observations
    means.append(axis.low + width / 2)
    deviations = [Double](repeating: width, count: count + 1)
    let floor = configuration.usesMagicClip ? width / Double(min(100, count + 2)) : 1e-12
    for place in 0..<count {
      let mean = observations[Int(order[place])]
      let below = place > 0 ? mean - observations[Int(order[place - 1])] : mean - axis.low
      let above =
        place < count - 1 ? observations[Int(order[place + 1])] - mean : axis.high - mean
      var deviation = max(below, above)
      if count >= 2, !configuration.considersEndpoints {
        if place == 0 { deviation = above }
        if place == count - 1 { deviation = below }
      }
      deviations[Int(order[place])] = min(max(deviation, floor), width)
    }
    logNormalizers = []
    logNormalizers.reserveCapacity(count + 1)
    let isContinuous = axis.step == nil
    let logFloor = Math.log(floor)
    for (mean, deviation) in zip(means, deviations) {
      var normalizer = NormalDistribution.logMass(
        from: (axis.low - mean) / deviation, to: (axis.high - mean) / deviation)
      if isContinuous {
        normalizer += deviation == floor ? logFloor : Math.log(deviation)
        normalizer += NormalDistribution.logRootTwoPi
      }
      logNormalizers.append(normalizer)
    }
  }

  /// Subtracts from each kernel's logarithm what does not depend on the point.
  func subtractNormalizers(from logs: inout [Double]) {
    for index in logs.indices { logs[index] -= logNormalizers[index] }
  }

  /// Adds each kernel's logarithm at a recorded value, normalizers apart.
  func add(at value: Double, to logs: inout [Double]) {
    if let bounds = axis.cell(around: value) {
      for index in logs.indices {
        let (mean, deviation) = (means[index], deviations[index])
        logs[index] += NormalDistribution.logMass(
          from: (bounds.lowerBound - mean) / deviation, to: (bounds.upperBound - mean) / deviation)
      }
    } else {
      let x = axis.encode(value)
      let count = logs.count
      logs.withUnsafeMutableBufferPointer { logs in
        means.withUnsafeBufferPointer { means in
          deviations.withUnsafeBufferPointer { deviations in
            for index in 0..<count {
              let z = (x - means[index]) / deviations[index]
              logs[index] -= 0.5 * z * z
            }
          }
        }
      }
    }
  }

  /// Draws a recorded value from a kernel.
  func sample(kernel: Int, using random: inout RandomStream) -> Double {
    let (mean, deviation) = (means[kernel], deviations[kernel])
    let z = NormalDistribution.truncatedQuantile(
      random.uniform(), from: (axis.low - mean) / deviation, to: (axis.high - mean) / deviation)
    return axis.decode(mean + z * deviation)
  }

  /// The mean and deviation of each kernel, the prior last.
  var shapes: [(mean: Double, deviation: Double)] { Array(zip(means, deviations)) }
}
