internal import Attune

/// How well numbers tell the elements of a class from the others, the higher the likelier.
///
/// ```swift
/// let scores = try BinaryScores(truth: isSpam, predicted: probabilities)
/// print(scores.rocAUC, try scores.logLoss)
/// ```
public struct BinaryScores: Sendable, Hashable {
  private let truth: [Bool]
  private let predicted: [Double]
  private let weights: SampleWeights

  /// Compares numbers with the truth.
  ///
  /// - Parameters:
  ///   - truth: Whether each element is of the class.
  ///   - predicted: A number for each element, in the same order: a probability, or for the area under
  ///     the curve anything that is higher for what is likelier to be of the class.
  ///   - weights: How much each element counts; by default all count 1.
  /// - Throws: ``EvaluationError`` if there are no elements, if the lists differ in length, if a number
  ///   is NaN, or if the weights are negative, not finite, or all zero.
  public init(
    truth: some Collection<Bool>, predicted: some Collection<Double>, weights: [Double]? = nil
  ) throws(EvaluationError) {
    self.weights = try SampleWeights(
      weights, count: truth.count, predictionCount: predicted.count)
    self.truth = Array(truth)
    self.predicted = Array(predicted)
    if let index = self.predicted.firstIndex(where: \.isNaN) {
      throw EvaluationError(
        "the number predicted for element \(index) is NaN, which is neither higher nor lower than "
          + "others; did the model diverge?")
    }
  }

  /// Compares numbers with the truth, given as labels.
  ///
  /// - Parameters:
  ///   - truth: The label of each element.
  ///   - positive: The label of the elements for which numbers are to be high.
  ///   - predicted: A number for each element, in the same order.
  ///   - weights: How much each element counts; by default all count 1.
  /// - Throws: ``EvaluationError`` if there are no elements, if the lists differ in length, if a number
  ///   is NaN, or if the weights are negative, not finite, or all zero.
  public init<Label: Equatable>(
    truth: some Collection<Label>, positive: Label, predicted: some Collection<Double>,
    weights: [Double]? = nil
  ) throws(EvaluationError) {
    try self.init(truth: truth.map { $0 == positive }, predicted: predicted, weights: weights)
  }

  /// The area under the receiver operating characteristic, in `0...1`; 0.5 is that of guessing.
  ///
  /// It is the probability that the number of an element of the class is higher than that of another
  /// element, where equal numbers count one half. It is NaN if there are no elements of the class or
  /// no others, not counting those without weight. Infinite numbers, such as logarithms of odds, are the
  /// lowest and highest of all; scikit-learn refuses them.
  ///
  /// T. Fawcett, "An Introduction to ROC Analysis", Pattern Recognition Letters 27(8), 2006,
  /// doi:10.1016/j.patrec.2005.10.010.
  ///
  /// - Complexity: O(*n* log *n*) for *n* elements.
  public var rocAUC: Double {
    let order = truth.indices.sorted { predicted[$0] > predicted[$1] }
    var area = 0.0
    var (positives, negatives) = (0.0, 0.0)
    var start = 0
    while start < order.count {
      let score = predicted[order[start]]
      var (tiedPositives, tiedNegatives) = (0.0, 0.0)
      while start < order.count, predicted[order[start]] == score {
        let weight = weights.relative[order[start]]
        if truth[order[start]] { tiedPositives += weight } else { tiedNegatives += weight }
        start += 1
      }
      area += tiedNegatives * (positives + tiedPositives / 2)
      positives += tiedPositives
      negatives += tiedNegatives
    }
    return positives > 0 && negatives > 0 ? area / positives / negatives : .nan
  }

  /// The mean negative logarithm of the probability given to what is true, not negative.
  ///
  /// Probabilities of 0 and 1 are moved inwards by 2⁻⁵² as scikit-learn does, so it is at most 36.04.
  ///
  /// - Throws: ``EvaluationError`` if a number is not in `0...1`, thus no probability.
  /// - Complexity: O(*n*) for *n* elements.
  public var logLoss: Double {
    get throws(EvaluationError) {
      if let index = predicted.firstIndex(where: { !(0...1).contains($0) }) {
        throw EvaluationError(
          "the number predicted for element \(index) is \(predicted[index]), which is no "
            + "probability; turn scores into probabilities first")
      }
      return weights.mean { index in
        Self.logLoss(ofProbability: truth[index] ? predicted[index] : 1 - predicted[index])
      }
    }
  }

  /// The loss for a probability given to what is true.
  static func logLoss(ofProbability probability: Double) -> Double {
    let margin = Double.ulpOfOne
    return -Math.log(min(max(probability, margin), 1 - margin))
  }
}
