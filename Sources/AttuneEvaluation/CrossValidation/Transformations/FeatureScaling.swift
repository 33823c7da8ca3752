/// Shifts and scales features, each by numbers of its own: `(x − offset) / scale`.
///
/// It is what ``Standardization`` and ``MinMaxScaling`` learn. Missing values, which are NaN, stay missing.
public struct FeatureScaling: FittedTransformation, Hashable, Codable {
  /// What is subtracted from each feature.
  public let offsets: [Double]
  /// What each feature is divided by; 1 for one that is constant, which thus becomes 0.
  public let scales: [Double]

  /// The scaled features.
  ///
  /// - Throws: ``EvaluationError`` for another number of features than fitted to.
  public func apply(to row: [Double]) throws -> [Double] {
    try FeatureTable.requireCount(offsets.count, of: row)
    return row.indices.map { (row[$0] - offsets[$0]) / scales[$0] }
  }
}
