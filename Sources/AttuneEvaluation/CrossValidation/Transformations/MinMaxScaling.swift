/// Shifts and scales each feature to the range from 0 to 1 over the training rows.
///
/// Later rows may lie outside. Missing values, which are NaN, are passed over and stay missing.
public struct MinMaxScaling: Transformation, Hashable {
  /// Creates the transformation.
  public init() {}

  /// Learns the range of each feature.
  ///
  /// - Throws: ``EvaluationError`` without rows, for rows of different lengths, for infinite
  ///   values and those further apart than the largest number, and for features without any value.
  /// - Complexity: O(*n*) for *n* numbers.
  public func fitted(to training: [[Double]]) throws(EvaluationError) -> FeatureScaling {
    let ranges = try FeatureTable(training).summaries { values in
      let (low, high) = values.reduce((values[0], values[0])) { (min($0.0, $1), max($0.1, $1)) }
      return (low, high > low ? high - low : 1)
    }
    return try FeatureScaling(ranges)
  }
}
