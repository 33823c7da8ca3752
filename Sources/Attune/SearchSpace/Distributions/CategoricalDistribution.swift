/// A distribution over choices without an order.
public struct CategoricalDistribution: Sendable, Hashable {
  /// The choices; a value is recorded as the index of its choice.
  public let choices: [JSONValue]

  /// Creates a distribution over the given choices.
  ///
  /// - Throws: ``SearchSpaceError`` if there are no choices, or if a choice occurs twice.
  public init(choices: [JSONValue]) throws(SearchSpaceError) {
    try self.init(recordedChoices: choices)
    guard Set(choices).count == choices.count else {
      throw SearchSpaceError(
        .invalidChoices,
        "the choices \(JSONValue.array(choices)) hold the same label twice; make them distinct")
    }
  }

  /// Creates a distribution that a file records, in which choices may repeat.
  init(recordedChoices: [JSONValue]) throws(SearchSpaceError) {
    guard !recordedChoices.isEmpty else {
      throw SearchSpaceError(
        .invalidChoices, "there are no choices to choose from; give at least one")
    }
    choices = recordedChoices
  }

  /// Whether both have the same choices in the same order, compared as in Python.
  func isEqualInPython(to other: CategoricalDistribution) -> Bool {
    choices == other.choices
      || choices.count == other.choices.count
        && zip(choices, other.choices).allSatisfy { $0.isEqualInPython(to: $1) }
  }
}
