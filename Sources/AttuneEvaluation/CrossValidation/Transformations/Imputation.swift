/// Puts the mean or the median of the training rows in the place of missing values, which are NaN.
public struct Imputation: Transformation, Hashable {
  /// What takes the place of a missing value.
  public enum Substitute: Sendable, Hashable {
    /// The mean of the feature's values.
    case mean
    /// The median of the feature's values, of an even number the mean of the middle two.
    case median
  }

  /// The substitutes that were learned.
  public struct Fitted: FittedTransformation, Hashable, Codable {
    /// What takes the place of a missing value, for each feature.
    public let substitutes: [Double]

    /// The features without gaps.
    ///
    /// - Throws: ``EvaluationError`` for another number of features than fitted to.
    public func apply(to row: [Double]) throws -> [Double] {
      try FeatureTable.requireCount(substitutes.count, of: row)
      return zip(row, substitutes).map { $0.isNaN ? $1 : $0 }
    }
  }

  private let substitute: Substitute

  /// Creates the transformation.
  public init(_ substitute: Substitute = .mean) {
    self.substitute = substitute
  }

  /// Learns the substitute of each feature.
  ///
  /// - Throws: ``EvaluationError`` without rows, for rows of different lengths, for infinite
  ///   values, and for features without any value.
  /// - Complexity: O(*n*) for *n* numbers, O(*n* log *n*) for medians.
  public func fitted(to training: [[Double]]) throws(EvaluationError) -> Fitted {
    let substitutes = try FeatureTable(training).summaries { values in
      switch substitute {
      case .mean: return values.mean
      case .median: return values.median
      }
    }
    return Fitted(substitutes: substitutes)
  }
}
