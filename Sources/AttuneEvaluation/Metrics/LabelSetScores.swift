/// Metrics of multilabel classification, in which an element may have several labels or none.
///
/// In the formulas, *Y*ᵢ is the set of labels of element *i*, *Ŷ*ᵢ the predicted set, *w*ᵢ its
/// weight, *W* = Σ *w*ᵢ, and *L* the number of labels.
///
/// ```swift
/// let scores = try LabelSetScores(truth: [["news"], ["news", "sport"]], predicted: [["news"], ["sport"]])
/// print(scores.hammingLoss, scores.score(.f1, averaged: .samples))
/// ```
public struct LabelSetScores<Label: Hashable> {
  /// The labels that an element may have.
  public let labels: [Label]

  /// For each label, in the order of `labels`, how often it was true, predicted, and both.
  public let counts: [LabelCounts]

  /// The fraction of the elements whose labels are predicted exactly: (1/*W*) Σ *w*ᵢ [*Y*ᵢ = *Ŷ*ᵢ].
  ///
  /// In scikit-learn: `accuracy_score`.
  public let subsetAccuracy: Double

  /// The fraction of the labels that are predicted wrongly: Σ *w*ᵢ |*Y*ᵢ △ *Ŷ*ᵢ| / (*W* *L*).
  ///
  /// In scikit-learn: `hamming_loss`.
  public let hammingLoss: Double

  /// For each element, how many labels it has, how many are predicted, and how many are both.
  private let sampleCounts: [LabelCounts]

  private let weights: SampleWeights

  /// Compares predictions with the truth.
  ///
  /// - Parameters:
  ///   - truth: The labels of each element.
  ///   - predicted: The labels predicted for each element, in the same order.
  ///   - labels: The labels, which may include labels that do not occur. The Hamming loss and
  ///     averages over labels depend on their number.
  ///   - weights: The weight of each element; 1 by default.
  /// - Throws: ``EvaluationError`` if there are no elements or no labels, if the lists differ in
  ///   length, if a label is missing in `labels` or occurs twice, or if the weights are negative,
  ///   not finite, or all zero.
  /// - Complexity: O(*n* · *l*) for *n* elements and *l* labels.
  public init(
    truth: some Collection<Set<Label>>, predicted: some Collection<Set<Label>>,
    labels: [Label], weights: [Double]? = nil
  ) throws(EvaluationError) {
    let weights = try SampleWeights(
      weights, count: truth.count, predictionCount: predicted.count)
    guard !labels.isEmpty else {
      throw EvaluationError(
        .invalidInput,
        "no element has a true or predicted label; pass all labels as `labels`")
    }
    let index = try LabelIndex(labels)
    for label in Self.occurring(in: truth, predicted) { _ = try index.position(of: label) }
    var counts = [LabelCounts](repeating: LabelCounts(), count: labels.count)
    var sampleCounts: [LabelCounts] = []
    for ((actual, guess), weight) in zip(zip(truth, predicted), weights.values) {
      var sample = LabelCounts()
      for (position, label) in labels.enumerated() {
        let isPredicted = guess.contains(label)
        let isActual = actual.contains(label)
        counts[position].add(weight: weight, isPredicted: isPredicted, isActual: isActual)
        sample.add(weight: 1, isPredicted: isPredicted, isActual: isActual)
      }
      sampleCounts.append(sample)
    }
    self.labels = labels
    self.counts = counts
    self.sampleCounts = sampleCounts
    self.weights = weights
    let errorCounts = sampleCounts.map { $0.predicted + $0.actual - 2 * $0.truePositives }
    subsetAccuracy = weights.mean { errorCounts[$0] == 0 ? 1 : 0 }
    hammingLoss = weights.mean { errorCounts[$0] } / Double(labels.count)
  }

  /// Returns the labels that occur in the truth or the predictions.
  private static func occurring(
    in truth: some Collection<Set<Label>>, _ predicted: some Collection<Set<Label>>
  ) -> Set<Label> {
    var labels = truth.reduce(into: Set<Label>()) { $0.formUnion($1) }
    for guess in predicted { labels.formUnion(guess) }
    return labels
  }
}

extension LabelSetScores where Label: Comparable {
  /// Compares predictions with the truth, with the labels that occur in ascending order.
  ///
  /// - Parameters:
  ///   - truth: The labels of each element.
  ///   - predicted: The labels predicted for each element, in the same order.
  ///   - weights: The weight of each element; 1 by default.
  /// - Throws: ``EvaluationError`` if there are no elements or no labels, if the lists differ in
  ///   length, or if the weights are negative, not finite, or all zero.
  /// - Complexity: O(*n* · *l*) for *n* elements and *l* labels.
  public init(
    truth: some Collection<Set<Label>>, predicted: some Collection<Set<Label>>,
    weights: [Double]? = nil
  ) throws(EvaluationError) {
    let labels = Self.occurring(in: truth, predicted).sorted()
    try self.init(truth: truth, predicted: predicted, labels: labels, weights: weights)
  }
}

// MARK: Scores

extension LabelSetScores {
  /// Returns the precision, the recall or an F score of one label.
  ///
  /// - Parameters:
  ///   - score: The score to compute.
  ///   - label: The label.
  ///   - undefined: The value if the score is undefined, as for a label that does not occur.
  /// - Returns: A number in `0...1`, or the value of `undefined`.
  /// - Throws: ``EvaluationError`` if the label is not in `labels`.
  /// - Precondition: The `beta` of an F score is not negative.
  /// - Complexity: O(*l*) for *l* labels.
  public func score(
    _ score: LabelScore, of label: Label, ifUndefined undefined: UndefinedScore = .zero
  ) throws(EvaluationError) -> Double {
    guard let position = labels.firstIndex(of: label) else {
      throw LabelIndex.unknown(label, among: labels)
    }
    return counts[position].score(score, ifUndefined: undefined)
  }

  /// Returns the precision, the recall or an F score averaged over labels or elements.
  ///
  /// - Parameters:
  ///   - score: The score to compute.
  ///   - averaging: The averaging method.
  ///   - undefined: The value for each label or element whose score is undefined.
  /// - Returns: A number in `0...1`, or NaN if `undefined` is NaN and all the scores are undefined.
  /// - Precondition: The `beta` of an F score is not negative.
  public func score(
    _ score: LabelScore, averaged averaging: MultilabelAveraging,
    ifUndefined undefined: UndefinedScore = .zero
  ) -> Double {
    switch averaging {
    case .macro: return counts.score(score, averaged: .macro, ifUndefined: undefined)
    case .micro: return counts.score(score, averaged: .micro, ifUndefined: undefined)
    case .weighted: return counts.score(score, averaged: .weighted, ifUndefined: undefined)
    case .samples:
      let counting = sampleCounts.indices.filter { weights.values[$0] > 0 }
      return [LabelCounts].mean(
        of: counting.map { sampleCounts[$0].score(score, ifUndefined: undefined) },
        weights: counting.map { weights.values[$0] })
    }
  }
}

extension LabelSetScores: Sendable where Label: Sendable {}

extension LabelSetScores: Hashable {}
