/// What the stop criteria of CMA-ES remember: the first step size, and the losses of the latest
/// generations.
struct CMAESHistory: Sendable, Hashable {
  /// σ of the first generation.
  let initialSigma: Double

  /// The number of generations whose losses are kept, 10 + ⌈30 n / λ⌉.
  let length: Int

  /// The lowest losses of the latest generations, in no particular order.
  private var best: [Double] = []

  /// The highest losses of the same generations.
  private var worst: [Double] = []

  /// The number of generations recorded.
  private var count = 0

  init(dimension: Int, populationSize: Int, initialSigma: Double) {
    self.initialSigma = initialSigma
    length = 10 + (30 * dimension + populationSize - 1) / populationSize
  }

  /// Records the lowest and the highest loss of a generation, and forgets the oldest ones.
  mutating func record(best: Double, worst: Double) {
    if self.best.count < length {
      self.best.append(best)
      self.worst.append(worst)
    } else {
      self.best[count % length] = best
      self.worst[count % length] = worst
    }
    count += 1
  }

  /// The difference of the highest and the lowest loss, or nil before more than `length`
  /// generations.
  ///
  /// NaN or infinity if a loss is infinite.
  var lossRange: Double? {
    guard count > length, let high = worst.max(), let low = best.min() else { return nil }
    return high - low
  }
}
