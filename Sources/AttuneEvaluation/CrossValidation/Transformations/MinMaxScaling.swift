/// A transformation that scales each feature to `0...1` over the training rows:
/// (*x* − min) / (max − min).
///
/// It corresponds to scikit-learn's `MinMaxScaler`. Features of other rows may lie outside of
/// `0...1`. Missing values (NaN) are ignored and stay missing.
public struct MinMaxScaling: Transformation, Hashable {
  /// Creates the transformation.
  public init() {}

  /// Learns the range of each feature.
  ///
  /// - Throws: ``EvaluationError`` if there are no rows, if rows differ in length, if a value is
  ///   infinite, if max − min overflows, or if all values of a feature are missing.
  /// - Complexity: O(*n*) for *n* numbers.
  public func fitted(to training: [[Double]]) throws(EvaluationError) -> FeatureScaling {
    let ranges = try FeatureTable(training).summaries { values in
      let (low, high) = values.reduce((values[0], values[0])) { (min($0.0, $1), max($0.1, $1)) }
      return (low, high > low ? high - low : 1)
    }
    return try FeatureScaling(ranges)
  }
}
