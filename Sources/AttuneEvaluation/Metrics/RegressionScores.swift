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
    weights.mean { abs(truth[$0] - predicted[$0]) }
  }

  /// The mean squared distance between prediction and truth, in the square of their unit.
  public var meanSquaredError: Double {
    weights.mean { square(truth[$0] - predicted[$0]) }
  }

  /// The root of the mean squared distance between prediction and truth, in their unit.
  public var rootMeanSquaredError: Double {
    meanSquaredError.squareRoot()
  }

  /// The coefficient of determination: the part of the truth's variance that predictions explain.
  ///
  /// It is 1 for perfect predictions, 0 for the mean of the truth, and negative for worse ones. Where
  /// all true numbers are equal it is 1 for perfect predictions and 0 for others, and with fewer than
  /// two elements it is NaN, all as in scikit-learn. There, rounding may make equal numbers differ
  /// from their mean, and the answer is some −10³³ for three times 0.1; here it is 0.
  public var r2: Double {
    guard truth.count >= 2 else { return .nan }
    let error = meanSquaredError
    if error == 0 { return 1 }
    let counting = truth.indices.filter { weights.values[$0] > 0 }
    // Asked of the numbers themselves, because the mean of equal numbers may differ from them.
    let isConstant = counting.allSatisfy { truth[$0] == truth[counting[0]] }
    let mean = weights.mean { truth[$0] }
    let variance = isConstant ? 0 : weights.mean { square(truth[$0] - mean) }
    return variance == 0 ? 0 : 1 - error / variance
  }

  private func square(_ x: Double) -> Double { x * x }
}
