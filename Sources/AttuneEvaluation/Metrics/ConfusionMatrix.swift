/// The confusion matrix *C* of a classification, and the metrics derived from it.
///
/// *C*ⱼₖ is the number of elements of class *j* that are predicted as class *k*, or the sum of
/// their weights. In scikit-learn: `confusion_matrix`.
///
/// ```swift
/// let matrix = try ConfusionMatrix(truth: species, predicted: guesses)
/// print(matrix)
/// print(matrix.accuracy, matrix.score(.f1, averaged: .macro))
/// print(try matrix.score(.recall, of: "setosa"))
/// ```
///
/// All scores agree with scikit-learn's. The argument `ifUndefined` sets the value of an undefined
/// score. <doc:EvaluatingPredictions> lists when scores are undefined, and the differences from
/// scikit-learn.
public struct ConfusionMatrix<Label: Hashable> {
  /// The classes, in the order of the matrix's rows and columns.
  public let labels: [Label]

  /// For each class, in the order of `labels`, how often it was true, predicted, and both.
  public let counts: [LabelCounts]

  /// The matrix in row-major order: a row for each true class, a column for each predicted class.
  private let cells: [Double]

  /// The position of each class in `labels`.
  private let positions: [Label: Int]

  /// Compares predictions with the truth.
  ///
  /// - Parameters:
  ///   - truth: The class of each element.
  ///   - predicted: The class predicted for each element, in the same order.
  ///   - labels: The classes, which may include classes that do not occur.
  ///   - weights: The weight of each element; 1 by default.
  /// - Throws: ``EvaluationError`` if there are no elements, if the lists differ in length, if a
  ///   class is missing in `labels` or occurs twice, or if the weights are negative, not finite, or
  ///   all zero.
  /// - Complexity: O(*n* + *c*²) for *n* elements and *c* classes.
  public init(
    truth: some Collection<Label>, predicted: some Collection<Label>, labels: [Label],
    weights: [Double]? = nil
  ) throws(EvaluationError) {
    let weights = try SampleWeights(
      weights, count: truth.count, predictionCount: predicted.count)
    let index = try LabelIndex(labels)
    var cells = [Double](repeating: 0, count: labels.count * labels.count)
    var counts = [LabelCounts](repeating: LabelCounts(), count: labels.count)
    for ((actual, guess), weight) in zip(zip(truth, predicted), weights.values) {
      let row = try index.position(of: actual)
      let column = try index.position(of: guess)
      cells[row * labels.count + column] += weight
      counts[row].actual += weight
      counts[column].predicted += weight
      if row == column { counts[row].truePositives += weight }
    }
    self.labels = labels
    self.counts = counts
    self.cells = cells
    self.positions = index.positions
  }

  /// The number of elements of one class that are predicted as another, or the sum of their
  /// weights.
  ///
  /// It is zero for classes that are not in `labels`.
  public subscript(truth actual: Label, predicted guess: Label) -> Double {
    guard let row = positions[actual], let column = positions[guess] else { return 0 }
    return cells[row * labels.count + column]
  }
}

extension ConfusionMatrix {
  /// Compares predictions with the truth, with the classes in order of first occurrence, those in
  /// `truth` first.
  ///
  /// - Parameters:
  ///   - truth: The class of each element.
  ///   - predicted: The class predicted for each element, in the same order.
  ///   - weights: The weight of each element; 1 by default.
  /// - Throws: ``EvaluationError`` if there are no elements, if the lists differ in length, or if
  ///   the weights are negative, not finite, or all zero.
  /// - Complexity: O(*n* + *c*²) for *n* elements and *c* classes.
  public init(
    truth: some Collection<Label>, predicted: some Collection<Label>, weights: [Double]? = nil
  ) throws(EvaluationError) {
    let labels = LabelIndex.occurring(truth, predicted)
    try self.init(truth: truth, predicted: predicted, labels: labels, weights: weights)
  }
}

extension ConfusionMatrix where Label: Comparable {
  /// Compares predictions with the truth, with the classes that occur in ascending order.
  ///
  /// - Parameters:
  ///   - truth: The class of each element.
  ///   - predicted: The class predicted for each element, in the same order.
  ///   - weights: The weight of each element; 1 by default.
  /// - Throws: ``EvaluationError`` if there are no elements, if the lists differ in length, or if
  ///   the weights are negative, not finite, or all zero.
  /// - Complexity: O(*n* + *c*²) for *n* elements and *c* classes.
  public init(
    truth: some Collection<Label>, predicted: some Collection<Label>, weights: [Double]? = nil
  ) throws(EvaluationError) {
    let labels = LabelIndex.occurring(truth, predicted).sorted()
    try self.init(truth: truth, predicted: predicted, labels: labels, weights: weights)
  }
}

// MARK: Scores

extension ConfusionMatrix {
  /// The fraction of the elements whose class was predicted correctly: Σₖ *C*ₖₖ / Σⱼₖ *C*ⱼₖ.
  ///
  /// In scikit-learn: `accuracy_score`.
  public var accuracy: Double {
    counts.reduce(0) { $0 + $1.truePositives } / counts.reduce(0) { $0 + $1.actual }
  }

  /// The mean recall of the classes: (1/*K*) Σₖ *C*ₖₖ / Σⱼ *C*ₖⱼ, over the *K* classes that have
  /// elements.
  ///
  /// Unlike accuracy, it does not reward a model that always predicts the most frequent class.
  ///
  /// In scikit-learn: `balanced_accuracy_score`.
  ///
  /// K. H. Brodersen, C. S. Ong, K. E. Stephan and J. M. Buhmann, "The Balanced Accuracy and Its
  /// Posterior Distribution", ICPR 2010, doi:10.1109/ICPR.2010.764.
  public var balancedAccuracy: Double {
    counts.score(.recall, averaged: .macro, ifUndefined: .nan)
  }

  /// Returns the precision, the recall or an F score of one class.
  ///
  /// In scikit-learn: `precision_score`, `recall_score`, `fbeta_score` and `f1_score`.
  ///
  /// - Parameters:
  ///   - score: The score to compute.
  ///   - label: The class; in binary classification the positive class.
  ///   - undefined: The value if the score is undefined, as for a class that does not occur.
  /// - Returns: A number in `0...1`, or the value of `undefined`.
  /// - Throws: ``EvaluationError`` if the class is not in `labels`, unless there is only one label:
  ///   then `label` counts as the second class, which does not occur.
  /// - Precondition: The `beta` of an F score is not negative.
  public func score(
    _ score: LabelScore, of label: Label, ifUndefined undefined: UndefinedScore = .zero
  ) throws(EvaluationError) -> Double {
    guard let position = positions[label] else {
      guard labels.count < 2 else { throw LabelIndex.unknown(label, among: labels) }
      return LabelCounts().score(score, ifUndefined: undefined)
    }
    return counts[position].score(score, ifUndefined: undefined)
  }

  /// Returns the precision, the recall or an F score averaged over the classes.
  ///
  /// - Parameters:
  ///   - score: The score to compute; with `micro` averaging all of them equal the accuracy.
  ///   - averaging: The averaging method.
  ///   - undefined: The value for each class whose score is undefined.
  /// - Returns: A number in `0...1`, or NaN if `undefined` is NaN and the score of every class
  ///   undefined.
  /// - Precondition: The `beta` of an F score is not negative.
  public func score(
    _ score: LabelScore, averaged averaging: Averaging,
    ifUndefined undefined: UndefinedScore = .zero
  ) -> Double {
    counts.score(score, averaged: averaging, ifUndefined: undefined)
  }
}

extension ConfusionMatrix: Sendable where Label: Sendable {}

extension ConfusionMatrix: Hashable {}

// MARK: Printing

extension ConfusionMatrix: CustomStringConvertible {
  /// A table with a row for each true class and a column for each predicted one.
  public var description: String {
    let names = labels.map { "\($0)" }
    var table = [["truth \\ predicted"] + names]
    for (row, name) in names.enumerated() {
      let start = row * labels.count
      table.append([name] + cells[start..<(start + labels.count)].map(text))
    }
    let widths = table[0].indices.map { column in table.map { $0[column].count }.max() ?? 0 }
    return table.map { row in
      zip(row, widths).enumerated().map { column, cell in
        let padding = String(repeating: " ", count: cell.1 - cell.0.count)
        return column == 0 ? cell.0 + padding : padding + cell.0
      }.joined(separator: "  ")
    }.joined(separator: "\n")
  }
}

/// Returns an integral count without decimals, and any other sum of weights to two decimals.
private func text(_ count: Double) -> String {
  Int(exactly: count).map(String.init) ?? "\((count * 100).rounded() / 100)"
}
