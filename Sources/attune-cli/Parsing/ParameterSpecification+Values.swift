import Attune

extension ParameterSpecification {
  /// The value that a text of the command line spells; nil when the parameter cannot take it.
  ///
  /// A choice is meant by the text that describes it.
  func value(_ text: String) -> JSONValue? {
    let value = CommandLineValue(text).json
    let isAllowed =
      switch distribution {
      case .float: value.doubleValue.map { distribution.contains(.float($0)) } ?? false
      case .int: value.intValue.map { distribution.contains(.int($0)) } ?? false
      case .categorical(let categorical): categorical.choices.contains(value)
      }
    return isAllowed ? value : distribution.choice(spelled: text)
  }
}

extension Distribution {
  /// The choice that is recorded as this very text, as `1.10` is; nil when there is none.
  func choice(spelled text: String) -> JSONValue? {
    guard case .categorical(let categorical) = self else { return nil }
    return categorical.choices.first { $0.stringValue == text }
  }
}
