/// Metrics of multiclass classification by probabilities.
///
/// ```swift
/// let predictions = try ClassProbabilities(truth: species, predicted: flowers.map(model.probabilities))
/// print(predictions.logLoss, predictions.rocAUC(.oneVersusOne))
/// ```
public struct ClassProbabilities<Label: Hashable> {
  /// The classes, in the order of the probabilities of an element.
  public let labels: [Label]

  /// For each element, the position of its class in `labels`.
  private let truth: [Int]
  private let predicted: [[Double]]
  private let weights: SampleWeights

  /// Compares predicted probabilities with the truth.
  ///
  /// - Parameters:
  ///   - truth: The class of each element.
  ///   - predicted: For each element, in the same order, the probabilities of the classes.
  ///   - labels: The classes, in the order of the probabilities.
  ///   - weights: The weight of each element; 1 by default.
  /// - Throws: ``EvaluationError`` if there are no elements, if the lists differ in length, if
  ///   there are fewer than two classes, if a class is missing in `labels` or occurs twice, if the
  ///   number of an element's probabilities differs from that of the classes, if probabilities are
  ///   not in `0...1` or do not sum to 1 within 10⁻⁵, or if the weights are negative, not finite,
  ///   or all zero.
  public init(
    truth: some Collection<Label>, predicted: some Collection<[Double]>, labels: [Label],
    weights: [Double]? = nil
  ) throws(EvaluationError) {
    self.weights = try SampleWeights(
      weights, count: truth.count, predictionCount: predicted.count)
    guard labels.count >= 2 else {
      throw EvaluationError(
        .invalidInput, "there are fewer than two classes; pass all classes as `labels`")
    }
    let index = try LabelIndex(labels)
    var positions: [Int] = []
    for label in truth { positions.append(try index.position(of: label)) }
    self.labels = labels
    self.truth = positions
    self.predicted = Array(predicted)
    for (element, row) in self.predicted.enumerated() {
      guard row.count == labels.count else {
        throw EvaluationError(
          .invalidInput,
          "element \(element) has \(row.count) probabilities for \(labels.count) classes; give one "
            + "for each class, or pass all classes as `labels`")
      }
      if let value = row.first(where: { !(0...1).contains($0) }) {
        throw EvaluationError(
          .invalidInput,
          "a probability predicted for element \(element) is \(value); probabilities are in 0...1")
      }
      let sum = row.reduce(0, +)
      guard abs(sum - 1) <= 1e-5 else {
        throw EvaluationError(
          .invalidInput,
          "the probabilities predicted for element \(element) sum to \(sum); divide them by their sum"
        )
      }
    }
  }
}

extension ClassProbabilities where Label: Comparable {
  /// Compares predicted probabilities with the truth, with the classes in ascending order.
  ///
  /// - Parameters:
  ///   - truth: The class of each element; every class must occur.
  ///   - predicted: For each element, in the same order, the probabilities of the classes.
  ///   - weights: The weight of each element; 1 by default.
  /// - Throws: The same errors as the initializer with labels, which include a class that does not
  ///   occur.
  public init(
    truth: some Collection<Label>, predicted: some Collection<[Double]>, weights: [Double]? = nil
  ) throws(EvaluationError) {
    let labels = Set(truth).sorted()
    try self.init(truth: truth, predicted: predicted, labels: labels, weights: weights)
  }
}

// MARK: Scores

extension ClassProbabilities {
  /// The log loss, or cross-entropy: −(1/*W*) Σ *w*ᵢ ln *p*ᵢ.
  ///
  /// *p*ᵢ is the probability predicted for the true class of element *i*, *w*ᵢ its weight, and
  /// *W* = Σ *w*ᵢ. Probabilities are clipped to 2⁻⁵² … 1 − 2⁻⁵², as in scikit-learn, so the loss is in
  /// `0...36.04`.
  ///
  /// In scikit-learn: `log_loss`.
  ///
  /// - Complexity: O(*n*) for *n* elements.
  public var logLoss: Double {
    weights.mean { BinaryScores.logLoss(ofProbability: predicted[$0][truth[$0]]) }
  }

  /// Returns the area under the receiver operating characteristic (ROC AUC) of one class against
  /// the rest.
  ///
  /// The scores are the predicted probabilities of the class; see ``BinaryScores/rocAUC`` for the
  /// formula.
  ///
  /// - Parameter label: The class.
  /// - Returns: A number in `0...1`, or NaN if no elements, or all of them, belong to the class,
  ///   not counting elements of weight 0.
  /// - Throws: ``EvaluationError`` if the class is not among the labels.
  /// - Complexity: O(*n* log *n*) for *n* elements and a fixed number of classes.
  public func rocAUC(of label: Label) throws(EvaluationError) -> Double {
    guard let position = labels.firstIndex(of: label) else {
      throw LabelIndex.unknown(label, among: labels)
    }
    return rocAUC(of: position, among: Array(truth.indices))
  }

  /// Returns the macro-averaged area under the receiver operating characteristic (ROC AUC).
  ///
  /// With ``MulticlassScheme/oneVersusRest``, the mean is NaN if one of the classes does not occur.
  /// With ``MulticlassScheme/oneVersusOne``, classes that do not occur are left out, and the mean
  /// is NaN if no pair remains. Weights apply within each pair, and all pairs count equally;
  /// scikit-learn refuses weights for pairs.
  ///
  /// In scikit-learn: `roc_auc_score(…, average="macro")` with `multi_class="ovr"` or `"ovo"`.
  ///
  /// - Parameter scheme: The binary problems to average over.
  /// - Returns: A number in `0...1`, or NaN.
  /// - Complexity: O(*c* · *n* log *n*) for *c* classes and *n* elements.
  public func rocAUC(_ scheme: MulticlassScheme) -> Double {
    switch scheme {
    case .oneVersusRest:
      let elements = Array(truth.indices)
      let areas = labels.indices.map { rocAUC(of: $0, among: elements) }
      return areas.mean
    case .oneVersusOne:
      var members = [[Int]](repeating: [], count: labels.count)
      for (element, position) in truth.enumerated() { members[position].append(element) }
      let present = labels.indices.filter { !members[$0].isEmpty }
      var areas: [Double] = []
      for (index, first) in present.enumerated() {
        for second in present[(index + 1)...] {
          let elements = members[first] + members[second]
          areas.append(rocAUC(of: first, among: elements))
          areas.append(rocAUC(of: second, among: elements))
        }
      }
      return areas.mean
    }
  }

  /// Returns the ROC AUC of the class at a position against the rest of the given elements.
  private func rocAUC(of position: Int, among elements: [Int]) -> Double {
    // The only possible error is that all weights are 0.
    let scores = try? BinaryScores(
      truth: elements.map { truth[$0] == position },
      predicted: elements.map { predicted[$0][position] },
      weights: elements.map { weights.values[$0] })
    return scores?.rocAUC ?? .nan
  }
}

extension ClassProbabilities: Sendable where Label: Sendable {}

extension ClassProbabilities: Hashable {}
