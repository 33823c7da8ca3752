import Attune

extension ParameterSpecification {
  /// Whether the parameter can take a value, a number or the label of a choice.
  func allows(_ value: JSONValue) -> Bool {
    switch distribution {
    case .float: value.doubleValue.map { distribution.contains(.float($0)) } ?? false
    case .int: value.intValue.map { distribution.contains(.int($0)) } ?? false
    case .categorical(let categorical): categorical.choices.contains(value)
    }
  }
}
