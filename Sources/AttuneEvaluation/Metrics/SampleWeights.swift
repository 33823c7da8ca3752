/// How much each element of a data set counts in a metric.
struct SampleWeights: Sendable, Hashable {
  /// The weight of each element; none is negative.
  let values: [Double]

  /// The weights divided by a power of two: products of them neither overflow nor vanish.
  let relative: [Double]

  /// The sum of the relative weights, which is positive.
  private let total: Double

  /// Checks that there is something to judge, and that what describes it is of one length.
  ///
  /// - Parameters:
  ///   - weights: The weights, or nil if all elements count alike.
  ///   - count: How many true values there are.
  ///   - predictionCount: How many predictions there are.
  init(
    _ weights: [Double]?, count: Int, predictionCount: Int
  ) throws(EvaluationError) {
    guard count == predictionCount else {
      throw EvaluationError(
        "there are \(predictionCount) predictions for \(count) true values; give one for each")
    }
    guard count > 0 else {
      throw EvaluationError("there is nothing to judge; give at least one prediction")
    }
    let weights = weights ?? [Double](repeating: 1, count: count)
    guard weights.count == count else {
      throw EvaluationError(
        "there are \(weights.count) weights for \(count) true values; give one for each")
    }
    for (index, weight) in weights.enumerated() where !(weight >= 0 && weight.isFinite) {
      throw EvaluationError(
        "the weight of element \(index) is \(weight); weights are finite and not negative")
    }
    let total = weights.reduce(0, +)
    guard total > 0, total.isFinite else {
      throw EvaluationError("the weights sum to \(total); the sum must be positive and finite")
    }
    self.values = weights
    relative = ScaledNumbers(weights).values
    self.total = relative.reduce(0, +)
  }

  /// The weighted mean of a number that each element has.
  func mean(_ value: (Int) -> Double) -> Double {
    var sum = 0.0
    for (index, weight) in relative.enumerated() { sum += weight * value(index) }
    return sum / total
  }
}
