/// How numbers and labels of studies read in a picture.
enum PlotText {
  /// How many parameters the line about a trial lists.
  static let parameterLimit = 8
  /// How much of a name or label a line about a trial shows.
  private static let lengthLimit = 60

  /// A number with four significant digits, without a point if it is whole.
  static func number(_ value: Double) -> String {
    let text = value.shortText
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// A parameter with its value, as in `rate 0.01`.
  static func parameter(_ parameter: Parameter) -> String {
    shortened(parameter.name) + " " + shortened(label(parameter.value))
  }

  /// A number or label as text: texts without quotation marks, numbers with few digits.
  static func label(_ value: JSONValue) -> String {
    switch value {
    case .string(let text): text
    case .float(let value): number(value)
    default: value.description
    }
  }

  /// The start of a long text.
  static func shortened(_ text: String) -> String {
    text.shortened(toCharacters: lengthLimit)
  }
}
