/// How much the observations of a Parzen estimator weigh by their age; the prior has 1.
public enum ObservationWeights: Sendable, Hashable {
  /// 1 for as many of the newest, and a ramp that falls to 1/*n* for the oldest of *n*.
  ///
  /// - Note: J. Bergstra, D. Yamins and D. Cox, "Making a Science of Model Search", ICML 2013.
  case newest(Int)
  /// All the same.
  case equal
}

extension ObservationWeights {
  /// The weight of the observation at a place, the oldest at 0.
  func weight(_ place: Int, of count: Int) -> Double {
    let ramp = Ramp(self, count)
    return place < ramp.count ? ramp.first + ramp.slope * Double(place) : 1
  }

  /// The sum of all weights.
  func sum(count: Int) -> Double {
    let ramp = Ramp(self, count)
    let last = ramp.first + ramp.slope * Double(ramp.count - 1)
    return Double(count - ramp.count) + Double(ramp.count) * (ramp.first + last) / 2
  }

  /// Writes all weights, the oldest observation's first.
  func write(to weights: UnsafeMutableBufferPointer<Double>) {
    let ramp = Ramp(self, weights.count)
    for place in 0..<ramp.count { weights[place] = ramp.first + ramp.slope * Double(place) }
    for place in ramp.count..<weights.count { weights[place] = 1 }
  }

  /// The observations whose weight is not 1.
  private struct Ramp {
    let count: Int
    let first: Double
    let slope: Double

    init(_ weights: ObservationWeights, _ total: Int) {
      var count = 0
      if case .newest(let full) = weights { count = max(0, total - full) }
      self.count = count
      first = 1 / Double(max(1, total))
      slope = count > 1 ? (1 - first) / Double(count - 1) : 0
    }
  }
}
