/// How far predicted numbers are from the truth.
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
  ///   - truth: The number of each element.
  ///   - predicted: The number predicted for each element, in the same order.
  ///   - weights: How much each element counts; by default all count 1.
  /// - Throws: ``EvaluationError`` if there are no elements, if the lists differ in length, if a number
  ///   is not finite, or if the weights are negative, not finite, or all zero.
  public init(
    truth: some Collection<Double>, predicted: some Collection<Double>, weights: [Double]? = nil
  ) throws(EvaluationError) {
    self.weights = try SampleWeights(
      weights, count: truth.count, predictionCount: predicted.count)
    self.truth = Array(truth)
    self.predicted = Array(predicted)
    if let index = self.truth.firstIndex(where: { !$0.isFinite }) {
      throw EvaluationError(
        "the true number of element \(index) is \(self.truth[index]); leave the element out")
    }
    if let index = self.predicted.firstIndex(where: { !$0.isFinite }) {
      throw EvaluationError(
        "the number predicted for element \(index) is \(self.predicted[index]); did the model "
          + "diverge?")
    }
  }

  /// The mean distance between prediction and truth, in their unit.
  public var meanAbsoluteError: Double {
    let errors = errors
    return errors.unscaled(weights.mean { abs(errors.values[$0]) })
  }

  /// The mean squared distance between prediction and truth, in the square of their unit.
  public var meanSquaredError: Double {
    let errors = errors
    return errors.unscaled(meanSquare(errors.values), power: 2)
  }

  /// The root of the mean squared distance between prediction and truth, in their unit.
  public var rootMeanSquaredError: Double {
    let errors = errors
    return errors.unscaled(meanSquare(errors.values).squareRoot())
  }

  /// The coefficient of determination: the part of the truth's variance that predictions explain.
  ///
  /// It is 1 for perfect predictions, 0 for the mean of the truth, and negative for worse ones. Where
  /// all true numbers are equal it is 1 for perfect predictions and 0 for others, and with fewer than
  /// two elements it is NaN, all as in scikit-learn. There, rounding may make equal numbers differ
  /// from their mean, and the answer is some −10³³ for three times 0.1; here it is 0. Nor does it depend
  /// on the unit: squares that are too large or too small for a `Double` do no harm.
  public var r2: Double {
    guard truth.count >= 2 else { return .nan }
    let errors = errors
    let error = meanSquare(errors.values)
    if error == 0 { return 1 }
    let counting = truth.indices.filter { weights.values[$0] > 0 }
    // Asked of the numbers themselves, because the mean of equal numbers may differ from them.
    let isConstant = counting.allSatisfy { truth[$0] == truth[counting[0]] }
    if isConstant { return 0 }
    let scaled = ScaledNumbers(weighted(truth))
    let mean = weights.mean { scaled.values[$0] }
    let variance = meanSquare(scaled.values.map { $0 - mean })
    return 1 - ScaledNumbers.ratio(error, of: errors, to: variance, of: scaled)
  }

  /// The differences of truth and predictions.
  private var errors: ScaledNumbers { ScaledNumbers(weighted(truth), minus: weighted(predicted)) }

  /// Some numbers, with zero where an element does not count: it must not set the scale.
  private func weighted(_ numbers: [Double]) -> [Double] {
    numbers.indices.map { weights.values[$0] > 0 ? numbers[$0] : 0 }
  }

  private func meanSquare(_ numbers: [Double]) -> Double {
    weights.mean { numbers[$0] * numbers[$0] }
  }
}
