/// Where each of some labels is in their list.
struct LabelIndex<Label: Hashable> {
  /// The position of each label.
  let positions: [Label: Int]

  /// Finds the positions of labels that must differ.
  init(_ labels: [Label]) throws(EvaluationError) {
    var positions: [Label: Int] = [:]
    for (position, label) in labels.enumerated() {
      guard positions.updateValue(position, forKey: label) == nil else {
        throw EvaluationError("the label \(label) is twice among the labels; give each once")
      }
    }
    self.positions = positions
  }

  /// Those of some labels that occur, in the order in which they do.
  static func occurring(_ truth: some Sequence<Label>, _ predicted: some Sequence<Label>)
    -> [Label]
  {
    var seen = Set<Label>()
    return truth.filter { seen.insert($0).inserted }
      + predicted.filter { seen.insert($0).inserted }
  }

  /// The error of asking for a label that is not among those that have been compared.
  static func unknown(_ label: Label, among labels: [Label]) -> EvaluationError {
    EvaluationError(
      "there is no score of \(label), which is not among the labels \(labels); ask for one of these, "
        + "or say which labels there are")
  }

  /// The position of a label that must be among them.
  func position(of label: Label) throws(EvaluationError) -> Int {
    guard let position = positions[label] else {
      guard label == label else {
        throw EvaluationError("a label is \(label), which equals nothing; leave its element out")
      }
      throw EvaluationError("the label \(label) is not among the labels; add it, or give none")
    }
    return position
  }
}
