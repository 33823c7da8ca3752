/// One of several labelled values without an order.
public struct CategoricalDistribution: Sendable, Hashable {
  /// The labels; a value is recorded as its place among them.
  public let choices: [JSONValue]

  /// Creates the distribution over some labels.
  ///
  /// - Throws: ``SearchSpaceError`` when there is no label, or when a label occurs twice.
  public init(choices: [JSONValue]) throws(SearchSpaceError) {
    try self.init(recordedChoices: choices)
    guard Set(choices).count == choices.count else {
      throw SearchSpaceError(
        "the choices \(JSONValue.array(choices)) hold the same label twice; make them distinct")
    }
  }

  /// Creates the distribution that a file records, in which labels may repeat.
  init(recordedChoices: [JSONValue]) throws(SearchSpaceError) {
    guard !recordedChoices.isEmpty else {
      throw SearchSpaceError("there are no choices to choose from; give at least one")
    }
    choices = recordedChoices
  }

  /// Whether both have the same choices in the same order, in the eyes of Python.
  func isEqualInPython(to other: CategoricalDistribution) -> Bool {
    choices == other.choices
      || choices.count == other.choices.count
        && zip(choices, other.choices).allSatisfy { $0.isEqualInPython(to: $1) }
  }
}
