/// Shifts and scales features, each by numbers of its own: `(x − offset) / scale`.
///
/// It is what ``Standardization`` and ``MinMaxScaling`` learn. Missing values, which are NaN, stay missing.
public struct FeatureScaling: FittedTransformation, Hashable, Codable {
  /// What is subtracted from each feature.
  public let offsets: [Double]
  /// What each feature is divided by; 1 for one that is constant, which thus becomes 0, or next to it.
  public let scales: [Double]

  /// Takes the offset and the scale of each feature.
  ///
  /// - Throws: ``EvaluationError`` for numbers that are so far from 1 that their squares, or their range,
  ///   are not.
  init(_ features: [(offset: Double, scale: Double)]) throws(EvaluationError) {
    for (feature, (_, scale)) in features.enumerated() {
      guard scale.isFinite, scale > 0 else {
        throw EvaluationError(
          "feature \(feature) has too large or too small numbers to be scaled; give it in another unit"
        )
      }
    }
    offsets = features.map(\.offset)
    scales = features.map(\.scale)
  }

  /// The scaled features.
  ///
  /// - Throws: ``EvaluationError`` for another number of features than fitted to.
  public func apply(to row: [Double]) throws -> [Double] {
    try FeatureTable.requireCount(offsets.count, of: row)
    return row.indices.map { (row[$0] - offsets[$0]) / scales[$0] }
  }
}
