/// A named argument of a command, such as `--limit 10`.
struct Option: Sendable, Hashable {
  /// The number of values of an option.
  enum Arity: Sendable, Hashable {
    /// No value.
    case flag
    /// One value.
    case one
    /// One or more values, up to the next option.
    case several
  }

  /// The name without dashes, and its aliases.
  let names: [String]
  /// The letter of the short form, after a single dash.
  let letter: Character?
  /// The number of values.
  let arity: Arity
  /// The placeholder of the value in help, such as `PATH`; empty for a flag.
  let valueName: String
  /// An imperative sentence for help.
  let summary: String
  /// The allowed values; empty if any text is allowed.
  let choices: [String]
  /// The description of the default, for help.
  let defaultText: String?
  /// Whether the option may be given more than once.
  let isRepeatable: Bool
  /// Whether the value is the path of a file, for completion.
  let isFile: Bool

  private init(
    _ names: [String], letter: Character?, arity: Arity, valueName: String, summary: String,
    choices: [String], defaultText: String?, isRepeatable: Bool, isFile: Bool
  ) {
    self.names = names
    self.letter = letter
    self.arity = arity
    self.valueName = valueName
    self.summary = summary
    self.choices = choices
    self.defaultText = defaultText
    self.isRepeatable = isRepeatable
    self.isFile = isFile
  }

  /// The name in messages and help.
  var name: String { names[0] }

  /// The option in messages, such as `--limit`.
  var spelling: String { "--\(name)" }

  /// Returns an option without a value.
  static func flag(_ name: String, letter: Character? = nil, _ summary: String) -> Option {
    Option(
      [name], letter: letter, arity: .flag, valueName: "", summary: summary, choices: [],
      defaultText: nil, isRepeatable: false, isFile: false)
  }

  /// Returns an option with a value.
  ///
  /// - Parameters:
  ///   - value: The placeholder of the value in help, such as `PATH`.
  ///   - defaultText: The description of the default, for help.
  ///   - takesSeveral: Whether the option takes all values up to the next option.
  ///   - isFile: Whether the value is the path of a file.
  static func value(
    _ name: String, _ aliases: String..., letter: Character? = nil, value: String,
    _ summary: String, default defaultText: String? = nil, isRepeatable: Bool = false,
    takesSeveral: Bool = false, isFile: Bool = false
  ) -> Option {
    Option(
      [name] + aliases, letter: letter, arity: takesSeveral ? .several : .one, valueName: value,
      summary: summary, choices: [], defaultText: defaultText,
      isRepeatable: isRepeatable || takesSeveral, isFile: isFile)
  }

  /// Returns an option with a fixed set of choices.
  static func choice<Value: CaseIterable & RawRepresentable<String>>(
    _ name: String, _ aliases: String..., letter: Character? = nil, of type: Value.Type,
    _ summary: String, default defaultValue: Value? = nil, isRepeatable: Bool = false,
    takesSeveral: Bool = false
  ) -> Option {
    let choices = Value.allCases.map(\.rawValue)
    return Option(
      [name] + aliases, letter: letter, arity: takesSeveral ? .several : .one,
      valueName: choices.joined(separator: "|"), summary: summary, choices: choices,
      defaultText: defaultValue?.rawValue, isRepeatable: isRepeatable || takesSeveral, isFile: false
    )
  }
}
