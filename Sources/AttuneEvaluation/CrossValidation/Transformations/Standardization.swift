/// Shifts and scales each feature to mean 0 and standard deviation 1 over the training rows.
///
/// The standard deviation is that of the population, by the divisor *n*; a feature that is constant but
/// for rounding is shifted alone. Missing values, which are NaN, are passed over and stay missing.
public struct Standardization: Transformation, Hashable {
  /// Creates the transformation.
  public init() {}

  /// Learns the mean and standard deviation of each feature.
  ///
  /// - Throws: ``EvaluationError`` without rows, for rows of different lengths, for infinite
  ///   values, and for features without any value.
  /// - Complexity: O(*n*) for *n* numbers.
  public func fitted(to training: [[Double]]) throws(EvaluationError) -> FeatureScaling {
    let moments = try FeatureTable(training).summaries { values in
      let count = Double(values.count)
      let scaled = ScaledNumbers(values)
      let mean = scaled.values.reduce(0) { $0 + $1 / count }
      let variance = scaled.values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) / count }
      let deviation = variance.squareRoot()
      // What rounding makes of equal numbers and of their mean is no deviation; the bound is that of
      // T. F. Chan, G. H. Golub and R. J. LeVeque, "Algorithms for Computing the Sample Variance:
      // Analysis and Recommendations", The American Statistician 37(3), 1983.
      let rounding = count * abs(mean) * .ulpOfOne
      let isConstant =
        values.allSatisfy { $0 == values[0] } || (deviation > 0 && deviation <= rounding)
      return isConstant ? (values[0], 1.0) : (scaled.unscaled(mean), scaled.unscaled(deviation))
    }
    return try FeatureScaling(moments)
  }
}
