/// The weights of a Parzen estimator's observations by age, relative to the prior's weight of 1.
public enum ObservationWeights: Sendable, Hashable {
  /// Full weight, 1, for the given number of newest observations; for older ones the weight
  /// decreases linearly to 1/*n* for the oldest of *n*.
  ///
  /// It is the "old decay" of Watanabe 2023, section 3 (weighting algorithm).
  ///
  /// - Note: J. Bergstra, D. Yamins and D. Cox, "Making a Science of Model Search", ICML 2013.
  case newest(Int)
  /// Full weight for all observations; "uniform" in Watanabe 2023.
  case equal
}

extension ObservationWeights {
  /// The weight of one of `count` observations.
  ///
  /// - Parameter index: The index by age; the oldest observation has 0.
  func weight(_ index: Int, of count: Int) -> Double {
    let ramp = Ramp(self, count)
    return index < ramp.count ? ramp.first + ramp.slope * Double(index) : 1
  }

  /// The sum of the weights of `count` observations.
  func sum(count: Int) -> Double {
    let ramp = Ramp(self, count)
    let last = ramp.first + ramp.slope * Double(ramp.count - 1)
    return Double(count - ramp.count) + Double(ramp.count) * (ramp.first + last) / 2
  }

  /// Writes the weights of all observations, the oldest one first.
  func write(to weights: UnsafeMutableBufferPointer<Double>) {
    let ramp = Ramp(self, weights.count)
    for index in 0..<ramp.count { weights[index] = ramp.first + ramp.slope * Double(index) }
    for index in ramp.count..<weights.count { weights[index] = 1 }
  }

  /// The oldest observations, whose weights are `first` + `slope` · index, for index 0 ..< `count`.
  private struct Ramp {
    let count: Int
    let first: Double
    let slope: Double

    init(_ weights: ObservationWeights, _ total: Int) {
      var count = 0
      if case .newest(let full) = weights { count = max(0, total - full) }
      self.count = count
      first = 1 / Double(max(1, total))  // 1/n
      slope = count > 1 ? (1 - first) / Double(count - 1) : 0  // NumPy's linspace(1/n, 1, count)
    }
  }
}
