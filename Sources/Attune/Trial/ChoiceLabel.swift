/// A value that can be recorded as a choice: a string, a number or a Boolean.
public protocol ChoiceLabel {
  /// The recorded label, which must be the same in every run of the program.
  var choiceLabel: JSONValue { get }
}

extension String: ChoiceLabel {
  /// The string itself.
  public var choiceLabel: JSONValue { jsonValue }
}

extension Int: ChoiceLabel {
  /// The number itself.
  public var choiceLabel: JSONValue { jsonValue }
}

extension Double: ChoiceLabel {
  /// The number itself.
  public var choiceLabel: JSONValue { jsonValue }
}

extension Float: ChoiceLabel {
  /// The number itself.
  public var choiceLabel: JSONValue { jsonValue }
}

extension Bool: ChoiceLabel {
  /// The Boolean itself.
  public var choiceLabel: JSONValue { jsonValue }
}
