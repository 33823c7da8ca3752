extension Distribution {
  /// Returns a value drawn from a prior, truncated to the range; without a prior, one drawn
  /// uniformly on the distribution's scale.
  ///
  /// A value of a grid has the probability of the interval half a step to either side. A prior that
  /// does not match the distribution is ignored.
  public func randomValue(prior: Prior?, using random: inout RandomStream) -> ParameterValue {
    guard let prior, prior.obstacle(for: self) == nil else { return randomValue(using: &random) }
    if let probabilities = prior.probabilities {
      return .choice(probabilities.index(at: random.uniform()))
    }
    guard let (mean, sd) = prior.moments else { return randomValue(using: &random) }
    switch self {
    case .float(let float):
      let range = float.range
      return .float(range.decode(range.encodedBounds.normal(mean, sd, using: &random)))
    case .int(let int):
      let range = int.range
      let x = range.encodedBounds.normal(mean, sd, using: &random)
      let isHuge = range.scale == .linear && range.exceedsUnitInterval
      return .int(isHuge ? range.nearestValue(to: x) : range.decode(x))
    case .categorical: return randomValue(using: &random)
    }
  }
}

extension [Double] {
  /// The index at a position of 0..<1 if each index has a length equal to its probability.
  func index(at position: Double) -> Int {
    var rest = position
    for index in indices.dropLast() {
      if rest < self[index] { return index }
      rest -= self[index]
    }
    return count - 1
  }
}

extension ClosedRange<Double> {
  /// The distance of the bounds from the mean, in standard deviations, beyond which the truncated
  /// distribution is narrower than the resolution of doubles.
  private static var resolvedDistance: Double { 1e8 }

  /// Returns a number drawn from a normal distribution that is truncated to the range.
  fileprivate func normal(
    _ mean: Double, _ sd: Double, using random: inout RandomStream
  ) -> Double {
    // Inside 0..<1, since the quantiles of 0 and 1 may be infinite.
    let u = (Double(random.next() >> 12) + 0.5) * 0x1p-52
    let (a, b) = ((lowerBound - mean) / sd, (upperBound - mean) / sd)
    if a > Self.resolvedDistance { return lowerBound }
    if b < -Self.resolvedDistance { return upperBound }
    guard a < b else { return lowerBound }
    return mean + NormalDistribution.truncatedQuantile(u, from: a, to: b) * sd
  }
}
