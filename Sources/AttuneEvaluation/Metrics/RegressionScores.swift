/// Metrics of regression.
///
/// In the formulas, *y*ᵢ is the true value of element *i*, *ŷ*ᵢ the predicted one, *w*ᵢ its weight,
/// and *W* = Σ *w*ᵢ.
///
/// ```swift
/// let scores = try RegressionScores(truth: prices, predicted: estimates)
/// print(scores.rootMeanSquaredError, scores.r2)
/// ```
public struct RegressionScores: Sendable, Hashable {
  private let truth: [Double]
  private let predicted: [Double]
  private let weights: SampleWeights

  /// Compares predictions with the truth.
  ///
  /// - Parameters:
  ///   - truth: The true value of each element.
  ///   - predicted: The value predicted for each element, in the same order.
  ///   - weights: The weight of each element; 1 by default.
  /// - Throws: ``EvaluationError`` if there are no elements, if the lists differ in length, if a
  ///   number is not finite, or if the weights are negative, not finite, or all zero.
  public init(
    truth: some Collection<Double>, predicted: some Collection<Double>, weights: [Double]? = nil
  ) throws(EvaluationError) {
    self.weights = try SampleWeights(
      weights, count: truth.count, predictionCount: predicted.count)
    self.truth = Array(truth)
    self.predicted = Array(predicted)
    if let index = self.truth.firstIndex(where: { !$0.isFinite }) {
      throw EvaluationError(
        .invalidInput,
        "the true value of element \(index) is \(self.truth[index]); remove the element")
    }
    if let index = self.predicted.firstIndex(where: { !$0.isFinite }) {
      throw EvaluationError(
        .invalidInput,
        "the value predicted for element \(index) is \(self.predicted[index]); check whether the "
          + "model diverged")
    }
  }

  /// The mean absolute error MAE = (1/*W*) Σ *w*ᵢ |*y*ᵢ − *ŷ*ᵢ|, in the unit of the values.
  ///
  /// In scikit-learn: `mean_absolute_error`.
  public var meanAbsoluteError: Double {
    let errors = errors
    return errors.unscaled(weights.mean { abs(errors.values[$0]) })
  }

  /// The mean squared error MSE = (1/*W*) Σ *w*ᵢ (*y*ᵢ − *ŷ*ᵢ)², in the squared unit of the values.
  ///
  /// In scikit-learn: `mean_squared_error`.
  public var meanSquaredError: Double {
    let errors = errors
    return errors.unscaled(meanSquare(errors.values), power: 2)
  }

  /// The root mean squared error √MSE, in the unit of the values.
  ///
  /// In scikit-learn: `root_mean_squared_error`.
  public var rootMeanSquaredError: Double {
    let errors = errors
    return errors.unscaled(meanSquare(errors.values).squareRoot())
  }

  /// The coefficient of determination R² = 1 − Σ *w*ᵢ (*y*ᵢ − *ŷ*ᵢ)² / Σ *w*ᵢ (*y*ᵢ − *ȳ*)².
  ///
  /// *ȳ* is the weighted mean of the true values. R² is 1 for perfect predictions, 0 for predicting
  /// the mean, and negative for worse predictions. If all true values are equal, it is 1 for
  /// perfect predictions and 0 for others; with fewer than two elements it is NaN. Both are as in
  /// scikit-learn. There, rounding may make equal values differ from their mean: for three values
  /// of 0.1 the result is about −10³³, where this property is 0. The result does not depend on the
  /// unit, even where squares would overflow or underflow.
  ///
  /// In scikit-learn: `r2_score`.
  public var r2: Double {
    guard truth.count >= 2 else { return .nan }
    let errors = errors
    let error = meanSquare(errors.values)
    if error == 0 { return 1 }
    let counting = truth.indices.filter { weights.values[$0] > 0 }
    // Compares the values themselves, since the rounded mean of equal values may differ from them.
    let isConstant = counting.allSatisfy { truth[$0] == truth[counting[0]] }
    if isConstant { return 0 }
    let scaled = ScaledNumbers(weighted(truth))
    let mean = weights.mean { scaled.values[$0] }
    let variance = meanSquare(scaled.values.map { $0 - mean })
    return 1 - ScaledNumbers.ratio(error, of: errors, to: variance, of: scaled)
  }

  /// The differences *y*ᵢ − *ŷ*ᵢ.
  private var errors: ScaledNumbers { ScaledNumbers(weighted(truth), minus: weighted(predicted)) }

  /// Returns the numbers with those of elements of weight 0 set to zero, so that they do not affect
  /// the scale.
  private func weighted(_ numbers: [Double]) -> [Double] {
    numbers.indices.map { weights.values[$0] > 0 ? numbers[$0] : 0 }
  }

  private func meanSquare(_ numbers: [Double]) -> Double {
    weights.mean { numbers[$0] * numbers[$0] }
  }
}
