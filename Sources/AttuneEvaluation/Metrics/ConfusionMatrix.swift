/// How often elements of each class were taken for each class, and the scores that follow from it.
///
/// ```swift
/// let matrix = try ConfusionMatrix(truth: species, predicted: guesses)
/// print(matrix)
/// print(matrix.accuracy, matrix.score(.f1, averaged: .macro))
/// print(try matrix.score(.recall, of: "setosa"))
/// ```
///
/// All scores agree with scikit-learn's; where one is undefined, an argument says what it is instead.
/// <doc:JudgingPredictions> tells what is undefined when, and where the two differ.
public struct ConfusionMatrix<Label: Hashable> {
  /// The classes, in the order of the matrix's rows and columns.
  public let labels: [Label]

  /// For each class in the order of `labels` how often it was true, predicted, and both.
  public let counts: [LabelCounts]

  /// A row for each true class with a cell for each predicted class, row after row.
  private let cells: [Double]

  /// Where a class is among the labels.
  private let positions: [Label: Int]

  /// Compares predictions with the truth.
  ///
  /// - Parameters:
  ///   - truth: The class of each element.
  ///   - predicted: The class predicted for each element, in the same order.
  ///   - labels: The classes, which may be more than occur.
  ///   - weights: How much each element counts; by default all count 1.
  /// - Throws: ``EvaluationError`` if there are no elements, if the lists differ in length, if a class
  ///   is not among `labels` or twice in them, or if the weights are negative, not finite, or all zero.
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

  /// How many elements of one class were taken for another or the same, or the sum of their weights.
  ///
  /// It is zero for classes that are not among the labels.
  public subscript(truth actual: Label, predicted guess: Label) -> Double {
    guard let row = positions[actual], let column = positions[guess] else { return 0 }
    return cells[row * labels.count + column]
  }
}

extension ConfusionMatrix {
  /// Compares predictions with the truth, where the classes are those that occur, in the order in which
  /// they do, the true ones first.
  ///
  /// - Parameters:
  ///   - truth: The class of each element.
  ///   - predicted: The class predicted for each element, in the same order.
  ///   - weights: How much each element counts; by default all count 1.
  /// - Throws: ``EvaluationError`` if there are no elements, if the lists differ in length, or if the
  ///   weights are negative, not finite, or all zero.
  /// - Complexity: O(*n* + *c*²) for *n* elements and *c* classes.
  public init(
    truth: some Collection<Label>, predicted: some Collection<Label>, weights: [Double]? = nil
  ) throws(EvaluationError) {
    let labels = LabelIndex.occurring(truth, predicted)
    try self.init(truth: truth, predicted: predicted, labels: labels, weights: weights)
  }
}

extension ConfusionMatrix where Label: Comparable {
  /// Compares predictions with the truth, where the classes are those that occur, in ascending order.
  ///
  /// - Parameters:
  ///   - truth: The class of each element.
  ///   - predicted: The class predicted for each element, in the same order.
  ///   - weights: How much each element counts; by default all count 1.
  /// - Throws: ``EvaluationError`` if there are no elements, if the lists differ in length, or if the
  ///   weights are negative, not finite, or all zero.
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
  /// The part of the elements whose class was predicted, in `0...1`.
  public var accuracy: Double {
    counts.reduce(0) { $0 + $1.truePositives } / counts.reduce(0) { $0 + $1.actual }
  }

  /// The mean over the classes of the part of their elements that was recognised, in `0...1`.
  ///
  /// Unlike accuracy, it is no better for a model that always predicts the most frequent class. Classes
  /// without elements do not count.
  ///
  /// K. H. Brodersen, C. S. Ong, K. E. Stephan and J. M. Buhmann, "The Balanced Accuracy and Its
  /// Posterior Distribution", ICPR 2010, doi:10.1109/ICPR.2010.764.
  public var balancedAccuracy: Double {
    counts.score(.recall, averaged: .macro, ifUndefined: .nan)
  }

  /// Returns the precision, the recall or an F score of one class.
  ///
  /// - Parameters:
  ///   - score: Which score.
  ///   - label: The class; in problems of two classes the one to be found.
  ///   - undefined: The value if the score is undefined, as it is for a class that does not occur.
  /// - Returns: A number in `0...1`, or what `undefined` says.
  /// - Throws: ``EvaluationError`` if the class is not among two or more labels. Beside a single one,
  ///   another class is taken for the one of two that does not occur.
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

  /// Returns the precision, the recall or an F score of all classes in one number.
  ///
  /// - Parameters:
  ///   - score: Which score; averaged in the way of `micro` they all equal the accuracy.
  ///   - averaging: How the scores of the classes become one.
  ///   - undefined: The value for each class whose score is undefined.
  /// - Returns: A number in `0...1`, or NaN where `undefined` says so for all classes.
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

/// A count without a fraction, or a sum of weights to two places.
private func text(_ count: Double) -> String {
  Int(exactly: count).map(String.init) ?? "\((count * 100).rounded() / 100)"
}
