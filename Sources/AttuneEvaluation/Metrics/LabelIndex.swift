/// An index from labels to their positions in a list.
struct LabelIndex<Label: Hashable> {
  /// The position of each label.
  let positions: [Label: Int]

  /// Creates the index; throws if a label occurs twice.
  init(_ labels: [Label]) throws(EvaluationError) {
    var positions: [Label: Int] = [:]
    for (position, label) in labels.enumerated() {
      guard positions.updateValue(position, forKey: label) == nil else {
        throw EvaluationError(
          .invalidInput, "the label \(label) occurs twice in the labels; give each label once")
      }
    }
    self.positions = positions
  }

  /// Returns the labels that occur, in order of first occurrence, those in `truth` first.
  static func occurring(_ truth: some Sequence<Label>, _ predicted: some Sequence<Label>)
    -> [Label]
  {
    var seen = Set<Label>()
    return truth.filter { seen.insert($0).inserted }
      + predicted.filter { seen.insert($0).inserted }
  }

  /// Returns the error for the score of an unknown label.
  static func unknown(_ label: Label, among labels: [Label]) -> EvaluationError {
    EvaluationError(
      .invalidInput,
      "there is no score for \(label), which is not in the labels \(labels); use one of these, or pass "
        + "all labels as `labels`")
  }

  /// Returns the position of a label; throws if the label is unknown.
  func position(of label: Label) throws(EvaluationError) -> Int {
    guard let position = positions[label] else {
      guard label == label else {
        throw EvaluationError(.invalidInput, "a label is \(label); remove its element")
      }
      throw EvaluationError(
        .invalidInput, "the label \(label) is not in the labels; add it, or omit the labels")
    }
    return position
  }
}
