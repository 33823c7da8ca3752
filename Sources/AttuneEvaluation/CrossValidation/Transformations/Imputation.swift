/// A transformation that replaces missing values (NaN) by the mean or median of the training rows.
///
/// It corresponds to scikit-learn's `SimpleImputer`.
public struct Imputation: Transformation, Hashable {
  /// The statistic that replaces a missing value.
  public enum Substitute: Sendable, Hashable {
    /// The mean of the feature's values.
    case mean
    /// The median of the feature's values; for an even number of values, the mean of the middle
    /// two.
    case median
  }

  /// The learned substitutes.
  public struct Fitted: FittedTransformation, Hashable, Codable {
    /// The value that replaces missing values, for each feature.
    public let substitutes: [Double]

    /// Returns the features with missing values replaced.
    ///
    /// - Throws: ``EvaluationError`` if the number of features differs from that of the training
    ///   rows.
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
  /// - Throws: ``EvaluationError`` if there are no rows, if rows differ in length, if a value is
  ///   infinite, or if all values of a feature are missing.
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
