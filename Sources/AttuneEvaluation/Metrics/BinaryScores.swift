internal import Attune

/// Metrics of binary classification by scores or probabilities.
///
/// In the formulas, *y*ᵢ is 1 if element *i* belongs to the class and 0 otherwise, *p*ᵢ is its
/// predicted score or probability, *w*ᵢ its weight, and *W* = Σ *w*ᵢ.
///
/// ```swift
/// let scores = try BinaryScores(truth: isSpam, predicted: probabilities)
/// print(scores.rocAUC, try scores.logLoss)
/// ```
public struct BinaryScores: Sendable, Hashable {
  private let truth: [Bool]
  private let predicted: [Double]
  private let weights: SampleWeights

  /// Compares predicted scores or probabilities with the truth.
  ///
  /// - Parameters:
  ///   - truth: Whether each element belongs to the class.
  ///   - predicted: A number for each element, in the same order: the probability of the class. For
  ///     ``rocAUC``, any score that is higher for elements more likely to belong to the class.
  ///   - weights: The weight of each element; 1 by default.
  /// - Throws: ``EvaluationError`` if there are no elements, if the lists differ in length, if a
  ///   number is NaN, or if the weights are negative, not finite, or all zero.
  public init(
    truth: some Collection<Bool>, predicted: some Collection<Double>, weights: [Double]? = nil
  ) throws(EvaluationError) {
    self.weights = try SampleWeights(
      weights, count: truth.count, predictionCount: predicted.count)
    self.truth = Array(truth)
    self.predicted = Array(predicted)
    if let index = self.predicted.firstIndex(where: \.isNaN) {
      throw EvaluationError(
        .invalidInput,
        "the number predicted for element \(index) is NaN; check whether the model diverged")
    }
  }

  /// Compares predicted scores or probabilities with the truth, which is given as labels.
  ///
  /// - Parameters:
  ///   - truth: The label of each element.
  ///   - positive: The label of the class; `pos_label` in scikit-learn.
  ///   - predicted: A number for each element, in the same order: the score or probability of
  ///     `positive`.
  ///   - weights: The weight of each element; 1 by default.
  /// - Throws: ``EvaluationError`` if there are no elements, if the lists differ in length, if a
  ///   number is NaN, or if the weights are negative, not finite, or all zero.
  public init<Label: Equatable>(
    truth: some Collection<Label>, positive: Label, predicted: some Collection<Double>,
    weights: [Double]? = nil
  ) throws(EvaluationError) {
    try self.init(truth: truth.map { $0 == positive }, predicted: predicted, weights: weights)
  }

  /// The area under the receiver operating characteristic (ROC AUC), in `0...1`; random guessing
  /// has 0.5.
  ///
  /// It is the probability that an element of the class has a higher score than another element,
  /// where ties count one half:
  ///
  /// AUC = Σᵢ Σⱼ *w*ᵢ *w*ⱼ ([*p*ᵢ > *p*ⱼ] + ½ [*p*ᵢ = *p*ⱼ]) / (Σᵢ *w*ᵢ · Σⱼ *w*ⱼ),
  ///
  /// with *i* over the elements of the class and *j* over the others. It is NaN if either of them
  /// is empty, not counting elements of weight 0. Infinite scores, such as log-odds, are valid;
  /// scikit-learn refuses them.
  ///
  /// In scikit-learn: `roc_auc_score`.
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

  /// The log loss, or cross-entropy: −(1/*W*) Σ *w*ᵢ (*y*ᵢ ln *p*ᵢ + (1 − *y*ᵢ) ln(1 − *p*ᵢ)).
  ///
  /// Probabilities are clipped to 2⁻⁵² … 1 − 2⁻⁵², as in scikit-learn, so the loss is in
  /// `0...36.04`.
  ///
  /// In scikit-learn: `log_loss`.
  ///
  /// - Throws: ``EvaluationError`` if a number is not in `0...1`.
  /// - Complexity: O(*n*) for *n* elements.
  public var logLoss: Double {
    get throws(EvaluationError) {
      if let index = predicted.firstIndex(where: { !(0...1).contains($0) }) {
        throw EvaluationError(
          .invalidInput,
          "the number predicted for element \(index) is \(predicted[index]), which is not a "
            + "probability; convert scores to probabilities first")
      }
      return weights.mean { index in
        Self.logLoss(ofProbability: truth[index] ? predicted[index] : 1 - predicted[index])
      }
    }
  }

  /// Returns the loss of one element from the probability that was predicted for its true class.
  static func logLoss(ofProbability probability: Double) -> Double {
    let margin = Double.ulpOfOne
    return -Math.log(min(max(probability, margin), 1 - margin))
  }
}
