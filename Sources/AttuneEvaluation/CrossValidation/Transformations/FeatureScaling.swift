/// A shift and scale per feature: (*x* − *offset*) / *scale*.
///
/// ``Standardization`` and ``MinMaxScaling`` learn it. Missing values (NaN) stay missing.
public struct FeatureScaling: FittedTransformation, Hashable, Codable {
  /// The number subtracted from each feature.
  public let offsets: [Double]
  /// The divisor of each feature; 1 for a constant feature, which becomes 0 up to rounding.
  public let scales: [Double]

  /// Creates the scaling from the offset and the scale of each feature.
  ///
  /// - Throws: ``EvaluationError`` if a scale overflowed.
  init(_ features: [(offset: Double, scale: Double)]) throws(EvaluationError) {
    for (feature, (_, scale)) in features.enumerated() {
      guard scale.isFinite, scale > 0 else {
        throw EvaluationError(
          .invalidInput,
          "the values of feature \(feature) are too large to be scaled; use another unit")
      }
    }
    offsets = features.map(\.offset)
    scales = features.map(\.scale)
  }

  /// Returns the scaled features.
  ///
  /// - Throws: ``EvaluationError`` if the number of features differs from that of the training
  ///   rows.
  public func apply(to row: [Double]) throws -> [Double] {
    try FeatureTable.requireCount(offsets.count, of: row)
    return row.indices.map { index in
      let (x, offset, scale) = (row[index], offsets[index], scales[index])
      let distance = x - offset
      // The difference may overflow although the scaled value is small.
      return distance.isInfinite && x.isFinite
        ? (x / 2 - offset / 2) / scale * 2 : distance / scale
    }
  }
}
