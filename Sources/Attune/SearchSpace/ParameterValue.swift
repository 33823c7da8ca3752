/// A value that a sampler proposes for a parameter.
public enum ParameterValue: Sendable, Hashable {
  /// A floating-point value, for a ``FloatDistribution``.
  case float(Double)
  /// An integer, for an ``IntDistribution``.
  case int(Int)
  /// The index of a choice of a ``CategoricalDistribution``.
  case choice(Int)
}

extension ParameterValue {
  /// The number that a journal records: the value, or the index of the choice.
  var recorded: Double {
    switch self {
    case .float(let value): value
    case .int(let value), .choice(let value): Double(value)
    }
  }
}

extension Distribution {
  /// The value of a recorded number; nil if it is invalid, such as the index of a missing choice.
  func value(recorded: Double) -> ParameterValue? {
    switch self {
    case .float: return recorded.isNaN ? nil : .float(recorded)
    case .int: return Int(exactly: recorded.rounded(.towardZero)).map { .int($0) }
    case .categorical(let categorical):
      guard let index = Int(exactly: recorded.rounded(.towardZero)),
        categorical.choices.indices.contains(index)
      else { return nil }
      return .choice(index)
    }
  }

  /// The value for users: the number or the label.
  package func label(of value: ParameterValue) -> JSONValue {
    switch (value, self) {
    case (.float(let value), _): .float(value)
    case (.int(let value), _): .int(value)
    case (.choice(let index), .categorical(let categorical)): categorical.choices[index]
    case (.choice(let index), _): .int(index)
    }
  }

  /// The value of a number or a label; nil if it is of another type than the distribution's values.
  ///
  /// Numbers may lie outside the range.
  package func value(labelled label: JSONValue) -> ParameterValue? {
    switch self {
    case .float(let float):
      guard let value = label.doubleValue, !value.isNaN, float.scale == .linear || value > 0 else {
        return nil
      }
      return .float(value)
    case .int(let int):
      guard let value = label.intValue, int.scale == .linear || value > 0 else { return nil }
      return .int(value)
    case .categorical(let categorical):
      let index =
        categorical.choices.firstIndex(of: label)
        ?? categorical.choices.firstIndex { $0.isEqualInPython(to: label) }
      return index.map { .choice($0) }
    }
  }
}
