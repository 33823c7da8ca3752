/// The weights of the elements in a metric; `sample_weight` in scikit-learn.
struct SampleWeights: Sendable, Hashable {
  /// The weight of each element; none is negative.
  let values: [Double]

  /// The weights divided by a power of two, so that products of them neither overflow nor
  /// underflow.
  let relative: [Double]

  /// The sum of the relative weights, which is positive.
  private let total: Double

  /// Checks that there are elements, and that true values, predictions and weights are equally
  /// many.
  ///
  /// - Parameters:
  ///   - weights: The weights, or nil if all are 1.
  ///   - count: The number of true values.
  ///   - predictionCount: The number of predictions.
  init(
    _ weights: [Double]?, count: Int, predictionCount: Int
  ) throws(EvaluationError) {
    guard count == predictionCount else {
      throw EvaluationError(
        .invalidInput,
        "there are \(predictionCount) predictions for \(count) true values; give one for each")
    }
    guard count > 0 else {
      throw EvaluationError(.invalidInput, "there are no predictions; give at least one")
    }
    let weights = weights ?? [Double](repeating: 1, count: count)
    guard weights.count == count else {
      throw EvaluationError(
        .invalidInput,
        "there are \(weights.count) weights for \(count) true values; give one for each")
    }
    for (index, weight) in weights.enumerated() where !(weight >= 0 && weight.isFinite) {
      throw EvaluationError(
        .invalidInput,
        "the weight of element \(index) is \(weight); weights are finite and not negative")
    }
    let total = weights.reduce(0, +)
    guard total > 0, total.isFinite else {
      throw EvaluationError(
        .invalidInput, "the weights sum to \(total); the sum must be positive and finite")
    }
    self.values = weights
    relative = ScaledNumbers(weights).values
    self.total = relative.reduce(0, +)
  }

  /// Returns the weighted mean (1/*W*) Σ *w*ᵢ *x*ᵢ of a value *x*ᵢ per element.
  func mean(_ value: (Int) -> Double) -> Double {
    var sum = 0.0
    for (index, weight) in relative.enumerated() { sum += weight * value(index) }
    return sum / total
  }
}
