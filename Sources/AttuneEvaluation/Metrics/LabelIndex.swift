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

  /// The position of a label that must be among them.
  func position(of label: Label) throws(EvaluationError) -> Int {
    guard let position = positions[label] else {
      throw EvaluationError("the label \(label) is not among the labels; add it, or give none")
    }
    return position
  }
}
