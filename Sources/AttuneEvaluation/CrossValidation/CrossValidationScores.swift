public import Attune

/// The scores of the parts of an evaluation, such as the folds of a cross-validation.
///
/// An objective can return them directly; its value is then the mean.
public struct CrossValidationScores: Sendable, Hashable {
  /// The scores, in the order of the parts.
  public let values: [Double]

  /// Creates a summary of scores.
  ///
  /// - Precondition: `values` is not empty.
  public init(_ values: [Double]) {
    precondition(!values.isEmpty, "the mean of an empty list of scores is undefined")
    self.values = values
  }

  /// The mean; NaN if a score is NaN.
  public var mean: Double { values.mean }

  /// The sample standard deviation, with the divisor *n* − 1; NaN for a single score.
  public var standardDeviation: Double {
    values.standardDeviation(divisor: Double(values.count - 1))
  }

  /// The standard error of the mean, computed as if the scores were independent; NaN for a single
  /// score.
  ///
  /// The folds of a cross-validation share training data, so this underestimates the uncertainty of
  /// their mean.
  ///
  /// - Note: Y. Bengio and Y. Grandvalet, "No Unbiased Estimator of the Variance of K-Fold
  ///   Cross-Validation", Journal of Machine Learning Research 5, 2004.
  public var standardError: Double { standardDeviation / Double(values.count).squareRoot() }
}

extension CrossValidationScores: ObjectiveValue {
  /// The mean, as the only value.
  public var objectiveValues: [Double] { [mean] }
}

extension CrossValidationScores: CustomStringConvertible {
  /// The mean and its standard error to four digits, as in `0.9123 ± 0.02041`; for a single score,
  /// only the score.
  public var description: String {
    values.count == 1 ? mean.shortText : "\(mean.shortText) ± \(standardError.shortText)"
  }
}
