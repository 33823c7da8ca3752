/// Formatting of numbers and labels in charts.
enum PlotText {
  /// The maximum number of parameters in the tooltip of a trial.
  static let parameterLimit = 8
  /// The maximum length of a name or label in a tooltip.
  private static let lengthLimit = 60

  /// Returns a number with four significant digits, without a decimal point if it is an integer.
  static func number(_ value: Double) -> String {
    let text = value.shortText
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// Returns the name and value of a parameter, such as `rate 0.01`.
  static func parameter(_ parameter: Parameter) -> String {
    shortened(parameter.name) + " " + shortened(label(parameter.value))
  }

  /// Returns a value as text: strings without quotation marks, numbers with four significant digits.
  static func label(_ value: JSONValue) -> String {
    switch value {
    case .string(let text): text
    case .float(let value): number(value)
    default: value.description
    }
  }

  /// Returns a text truncated to the maximum length.
  static func shortened(_ text: String) -> String {
    text.shortened(toCharacters: lengthLimit)
  }
}
