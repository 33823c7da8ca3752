/// A transformation that scales each feature to mean 0 and standard deviation 1 over the training
/// rows: (*x* − mean) / deviation.
///
/// It corresponds to scikit-learn's `StandardScaler`. The standard deviation is that of the
/// population, with the divisor *n*. A feature that is constant up to rounding is only shifted.
/// Missing values (NaN) are ignored and stay missing.
public struct Standardization: Transformation, Hashable {
  /// Creates the transformation.
  public init() {}

  /// Learns the mean and standard deviation of each feature.
  ///
  /// - Throws: ``EvaluationError`` if there are no rows, if rows differ in length, if a value is
  ///   infinite, or if all values of a feature are missing.
  /// - Complexity: O(*n*) for *n* numbers.
  public func fitted(to training: [[Double]]) throws(EvaluationError) -> FeatureScaling {
    let moments = try FeatureTable(training).summaries { values in
      let count = Double(values.count)
      let scaled = ScaledNumbers(values)
      let mean = scaled.values.reduce(0) { $0 + $1 / count }
      let variance = scaled.values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) / count }
      let deviation = variance.squareRoot()
      // A deviation within the rounding error of the mean counts as zero; the bound is that of
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
