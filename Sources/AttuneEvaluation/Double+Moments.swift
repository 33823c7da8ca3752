extension [Double] {
  /// The sum divided by the count; NaN of no numbers.
  var mean: Double { reduce(0, +) / Double(count) }

  /// The root of the mean squared distance from the mean.
  var standardDeviation: Double {
    let mean = mean
    return map { ($0 - mean) * ($0 - mean) }.mean.squareRoot()
  }
}
