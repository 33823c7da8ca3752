import Attune

extension ParameterSpecification {
  /// Parses a value of the parameter; nil if the parameter cannot take it.
  ///
  /// A choice is also selected by its text.
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
  /// The choice recorded as a text, such as `1.10`; nil if there is none.
  func choice(spelled text: String) -> JSONValue? {
    guard case .categorical(let categorical) = self else { return nil }
    return categorical.choices.first { $0.stringValue == text }
  }
}
