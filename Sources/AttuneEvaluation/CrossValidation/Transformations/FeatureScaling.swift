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
  /// - Throws: ``EvaluationError`` for numbers that are further apart than the largest one.
  init(_ features: [(offset: Double, scale: Double)]) throws(EvaluationError) {
    for (feature, (_, scale)) in features.enumerated() {
      guard scale.isFinite, scale > 0 else {
        throw EvaluationError(
          "feature \(feature) has too large numbers to be scaled; give it in another unit")
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
    return row.indices.map { index in
      let (x, offset, scale) = (row[index], offsets[index], scales[index])
      let distance = x - offset
      // Numbers may be further apart than the largest one, and still not by many deviations.
      return distance.isInfinite && x.isFinite
        ? (x / 2 - offset / 2) / scale * 2 : distance / scale
    }
  }
}
