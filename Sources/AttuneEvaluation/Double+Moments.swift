extension [Double] {
  /// The sum divided by the count; NaN if there are no numbers.
  var mean: Double {
    let sum = reduce(0, +)
    if sum.isFinite || !allSatisfy(\.isFinite) { return sum / Double(count) }
    // The sum of finite numbers may overflow although their mean is finite.
    let scaled = ScaledNumbers(self)
    return scaled.unscaled(scaled.values.reduce(0, +) / Double(count))
  }

  /// The population standard deviation, √(Σ (*x*ᵢ − *x̄*)² / *n*).
  var standardDeviation: Double { standardDeviation(divisor: Double(count)) }

  /// Returns √(Σ (*x*ᵢ − *x̄*)² / divisor), where *x̄* is the mean.
  func standardDeviation(divisor: Double) -> Double {
    let scaled = ScaledNumbers(self)
    let mean = scaled.values.mean
    let squares = scaled.values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return scaled.unscaled((squares / divisor).squareRoot())
  }

  /// The middle one of the sorted numbers; for an even count, the mean of the middle two.
  var median: Double {
    let sorted = sorted()
    let middle = count / 2
    return count % 2 == 1 ? sorted[middle] : [sorted[middle - 1], sorted[middle]].mean
  }
}
