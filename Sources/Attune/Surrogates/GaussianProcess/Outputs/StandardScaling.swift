/// The linear transformation of numbers to mean 0 and standard deviation 1.
struct StandardScaling: Sendable, Hashable {
  let mean: Double

  /// The population standard deviation, positive; a small number if the numbers differ by no more than
  /// rounding errors.
  let deviation: Double

  /// Creates the transformation that standardizes finite numbers; the identity if there are none.
  ///
  /// - Complexity: O(*n*) for *n* numbers.
  init(_ values: [Double]) {
    guard !values.isEmpty else {
      (mean, deviation) = (0, 1)
      return
    }
    let count = Double(values.count)
    // Divide first, so that the sum of large numbers does not overflow.
    let mean = values.reduce(0) { $0 + $1 / count }
    let scale = values.reduce(0) { max($0, abs($1 - mean)) }
    self.mean = mean
    // Relative to the numbers, so that the result does not depend on their unit.
    guard scale > 1e-13 * abs(mean), scale > .leastNormalMagnitude else {
      deviation = max(1e-10 * abs(mean), 1e-10)
      return
    }
    let square = values.reduce(0) { $0 + ($1 - mean) / scale * (($1 - mean) / scale) } / count
    deviation = scale * square.squareRoot()
  }

  /// The standardized number.
  func callAsFunction(_ value: Double) -> Double { (value - mean) / deviation }
}
