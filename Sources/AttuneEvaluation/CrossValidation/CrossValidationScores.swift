public import Attune

/// The scores of the parts of an evaluation, as of the folds of a cross-validation.
///
/// An objective can return them as they are: its value is the mean.
public struct CrossValidationScores: Sendable, Hashable {
  /// The scores in the order of the parts.
  public let values: [Double]

  /// Creates the summary of scores.
  ///
  /// - Precondition: There is at least one.
  public init(_ values: [Double]) {
    precondition(!values.isEmpty, "there is no mean of no scores")
    self.values = values
  }

  /// The mean; NaN when a score is.
  public var mean: Double { values.mean }

  /// The standard deviation of the sample, by the divisor *n* − 1; NaN for a single score.
  public var standardDeviation: Double {
    values.standardDeviation(divisor: Double(values.count - 1))
  }

  /// The standard error of the mean, as if the scores were independent; NaN for a single one.
  ///
  /// The folds of a cross-validation share training data, so their mean is less certain than this says.
  ///
  /// - Note: Y. Bengio and Y. Grandvalet, "No Unbiased Estimator of the Variance of K-Fold
  ///   Cross-Validation", Journal of Machine Learning Research 5, 2004.
  public var standardError: Double { standardDeviation / Double(values.count).squareRoot() }
}

extension CrossValidationScores: ObjectiveValue {
  /// The mean alone.
  public var objectiveValues: [Double] { [mean] }
}

extension CrossValidationScores: CustomStringConvertible {
  /// The mean and its standard error to four digits, as in `0.9123 ± 0.02041`; a single score by itself.
  public var description: String {
    values.count == 1 ? mean.shortText : "\(mean.shortText) ± \(standardError.shortText)"
  }
}
