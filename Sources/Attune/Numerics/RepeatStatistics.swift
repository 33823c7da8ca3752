/// The mean of numbers and its standard error.
struct RepeatStatistics: Sendable, Hashable {
  /// The number of numbers.
  let count: Int

  /// Their mean; NaN if there are none.
  let mean: Double

  /// The sum of their squared distances from the mean; NaN if the mean is not finite.
  let squares: Double

  /// - Complexity: O(*n*) for *n* numbers.
  init(_ values: some Collection<Double>) {
    count = values.count
    let divisor = Double(values.count)
    let sum = values.reduce(0, +)
    // The sum of finite numbers may overflow although their mean is finite.
    let mean =
      sum.isFinite || !values.allSatisfy(\.isFinite)
      ? sum / divisor : values.reduce(0) { $0 + $1 / divisor }
    self.mean = mean
    squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
  }

  /// The standard deviation of the mean, √(squares / (*n* (*n* − 1))); nil for fewer than two numbers, and if
  /// it is not finite.
  var standardError: Double? {
    guard count > 1 else { return nil }
    let error = (squares / (Double(count) * Double(count - 1))).squareRoot()
    return error.isFinite ? error : nil
  }
}
