/// How good predicted probabilities of several classes are.
///
/// ```swift
/// let predictions = try ClassProbabilities(truth: species, predicted: flowers.map(model.probabilities))
/// print(predictions.logLoss, predictions.rocAUC(.oneVersusOne))
/// ```
public struct ClassProbabilities<Label: Hashable> {
  /// The classes, in the order of the probabilities of an element.
  public let labels: [Label]

  /// For each element the position of its class among the labels.
  private let truth: [Int]
  private let predicted: [[Double]]
  private let weights: SampleWeights

  /// Compares probabilities with the truth.
  ///
  /// - Parameters:
  ///   - truth: The class of each element.
  ///   - predicted: For each element, in the same order, the probabilities of the classes.
  ///   - labels: The classes, in the order of the probabilities.
  ///   - weights: How much each element counts; by default all count 1.
  /// - Throws: ``EvaluationError`` if there are no elements, if the lists differ in length, if there are
  ///   fewer than two classes, if a class is not among `labels` or twice in them, if an element has
  ///   another number of probabilities than there are classes, if these are not in `0...1` or do not
  ///   sum to 1 (to five places), or if the weights are negative, not finite, or all zero.
  public init(
    truth: some Collection<Label>, predicted: some Collection<[Double]>, labels: [Label],
    weights: [Double]? = nil
  ) throws(EvaluationError) {
    self.weights = try SampleWeights(
      weights, count: truth.count, predictionCount: predicted.count)
    guard labels.count >= 2 else {
      throw EvaluationError("there are fewer than two classes; say which ones there are")
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
          "element \(element) has \(row.count) probabilities for \(labels.count) classes; give "
            + "one for each, or say which classes there are")
      }
      if let value = row.first(where: { !(0...1).contains($0) }) {
        throw EvaluationError(
          "a probability predicted for element \(element) is \(value); probabilities are in 0...1")
      }
      let sum = row.reduce(0, +)
      guard abs(sum - 1) <= 1e-5 else {
        throw EvaluationError(
          "the probabilities predicted for element \(element) sum to \(sum); divide them by it")
      }
    }
  }
}

extension ClassProbabilities where Label: Comparable {
  /// Compares probabilities of the classes that occur, in ascending order, with the truth.
  ///
  /// - Parameters:
  ///   - truth: The class of each element; every class must occur.
  ///   - predicted: For each element, in the same order, the probabilities of the classes.
  ///   - weights: How much each element counts; by default all count 1.
  /// - Throws: ``EvaluationError`` as with given labels, and thus if a class does not occur.
  public init(
    truth: some Collection<Label>, predicted: some Collection<[Double]>, weights: [Double]? = nil
  ) throws(EvaluationError) {
    let labels = Set(truth).sorted()
    try self.init(truth: truth, predicted: predicted, labels: labels, weights: weights)
  }
}

// MARK: Scores

extension ClassProbabilities {
  /// The mean negative logarithm of the probability given to the true class, not negative.
  ///
  /// Probabilities of 0 and 1 are moved inwards by 2⁻⁵² as scikit-learn does, so it is at most 36.04.
  ///
  /// - Complexity: O(*n*) for *n* elements.
  public var logLoss: Double {
    weights.mean { BinaryScores.logLoss(ofProbability: predicted[$0][truth[$0]]) }
  }

  /// Returns the area under the receiver operating characteristic for one class against all others.
  ///
  /// - Parameter label: The class.
  /// - Returns: A number in `0...1`, or NaN if there are no elements of the class or no others, not
  ///   counting those without weight.
  /// - Throws: ``EvaluationError`` if the class is not among the labels.
  /// - Complexity: O(*n* log *n*) for *n* elements and a fixed number of classes.
  public func rocAUC(of label: Label) throws(EvaluationError) -> Double {
    guard let position = labels.firstIndex(of: label) else {
      throw LabelIndex.unknown(label, among: labels)
    }
    return rocAUC(of: position, among: Array(truth.indices))
  }

  /// Returns the mean area under the receiver operating characteristic.
  ///
  /// - Parameter scheme: Which classes are told from which. Against all others, the mean is NaN if one
  ///   of the classes does not occur; in pairs, those that do not occur are left out, and the mean is
  ///   NaN if there is no pair. Weights, which scikit-learn refuses for pairs, count within each of
  ///   them, and pairs count alike.
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
      for (place, first) in present.enumerated() {
        for second in present[(place + 1)...] {
          let elements = members[first] + members[second]
          areas.append(rocAUC(of: first, among: elements))
          areas.append(rocAUC(of: second, among: elements))
        }
      }
      return areas.mean
    }
  }

  /// The area for telling a class from the others among some elements.
  private func rocAUC(of position: Int, among elements: [Int]) -> Double {
    // What remains is valid, unless all of it is without weight.
    let scores = try? BinaryScores(
      truth: elements.map { truth[$0] == position },
      predicted: elements.map { predicted[$0][position] },
      weights: elements.map { weights.values[$0] })
    return scores?.rocAUC ?? .nan
  }
}

extension ClassProbabilities: Sendable where Label: Sendable {}

extension ClassProbabilities: Hashable {}
