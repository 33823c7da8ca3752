extension [Double] {
  /// The sum divided by the count; NaN of no numbers.
  var mean: Double {
    let sum = reduce(0, +)
    if sum.isFinite || !allSatisfy(\.isFinite) { return sum / Double(count) }
    // The sum of finite numbers may be infinite where their mean is not.
    let scaled = ScaledNumbers(self)
    return scaled.unscaled(scaled.values.reduce(0, +) / Double(count))
  }

  /// The root of the mean squared distance from the mean.
  var standardDeviation: Double { standardDeviation(divisor: Double(count)) }

  /// The root of the sum of squared distances from the mean by a divisor.
  func standardDeviation(divisor: Double) -> Double {
    let scaled = ScaledNumbers(self)
    let mean = scaled.values.mean
    let squares = scaled.values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return scaled.unscaled((squares / divisor).squareRoot())
  }

  /// The middle one of the numbers in order, of an even number the mean of the middle two.
  var median: Double {
    let sorted = sorted()
    let middle = count / 2
    return count % 2 == 1 ? sorted[middle] : [sorted[middle - 1], sorted[middle]].mean
  }
}
