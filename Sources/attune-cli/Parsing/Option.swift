/// A named setting of a command, as `--limit 10`.
struct Option: Sendable, Hashable {
  /// How many words follow the name.
  enum Arity: Sendable, Hashable {
    /// None: the option is there or not.
    case flag
    /// One.
    case one
    /// One or more, up to the next option.
    case several
  }

  /// The name without dashes, and others by which it goes as well.
  let names: [String]
  /// The letter that stands for the name behind a single dash.
  let letter: Character?
  /// How many words follow the name.
  let arity: Arity
  /// What stands for the value in help, as `PATH`; empty for a flag.
  let valueName: String
  /// What it does, in a sentence.
  let summary: String
  /// The only values there are; empty when any text will do.
  let choices: [String]
  /// What holds when it is not given, for help.
  let standard: String?
  /// Whether it may be given more than once.
  let isRepeatable: Bool
  /// Whether the value names a file, for completion.
  let isFile: Bool

  private init(
    _ names: [String], letter: Character?, arity: Arity, valueName: String, summary: String,
    choices: [String], standard: String?, isRepeatable: Bool, isFile: Bool
  ) {
    self.names = names
    self.letter = letter
    self.arity = arity
    self.valueName = valueName
    self.summary = summary
    self.choices = choices
    self.standard = standard
    self.isRepeatable = isRepeatable
    self.isFile = isFile
  }

  /// The name by which messages and help call it.
  var name: String { names[0] }

  /// How it is written in messages, as `--limit`.
  var spelling: String { "--\(name)" }

  /// An option that is there or not.
  static func flag(_ name: String, letter: Character? = nil, _ summary: String) -> Option {
    Option(
      [name], letter: letter, arity: .flag, valueName: "", summary: summary, choices: [],
      standard: nil, isRepeatable: false, isFile: false)
  }

  /// An option with a value.
  ///
  /// - Parameters:
  ///   - value: What stands for the value in help, as `PATH`.
  ///   - standard: What holds when it is not given, for help.
  ///   - takesSeveral: Whether it takes all words up to the next option.
  ///   - isFile: Whether the value names a file.
  static func value(
    _ name: String, _ aliases: String..., letter: Character? = nil, value: String,
    _ summary: String, standard: String? = nil, isRepeatable: Bool = false,
    takesSeveral: Bool = false, isFile: Bool = false
  ) -> Option {
    Option(
      [name] + aliases, letter: letter, arity: takesSeveral ? .several : .one, valueName: value,
      summary: summary, choices: [], standard: standard,
      isRepeatable: isRepeatable || takesSeveral, isFile: isFile)
  }

  /// An option with one of some values.
  static func choice<Value: CaseIterable & RawRepresentable<String>>(
    _ name: String, _ aliases: String..., letter: Character? = nil, of type: Value.Type,
    _ summary: String, standard: Value? = nil, isRepeatable: Bool = false,
    takesSeveral: Bool = false
  ) -> Option {
    let choices = Value.allCases.map(\.rawValue)
    return Option(
      [name] + aliases, letter: letter, arity: takesSeveral ? .several : .one,
      valueName: choices.joined(separator: "|"), summary: summary, choices: choices,
      standard: standard?.rawValue, isRepeatable: isRepeatable || takesSeveral, isFile: false)
  }
}
