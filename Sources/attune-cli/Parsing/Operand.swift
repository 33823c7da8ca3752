/// What a command takes without a name, in its place among the words.
struct Operand: Sendable, Hashable {
  /// How many words it takes.
  enum Arity: Sendable, Hashable {
    case one
    case optional
    case any
    case atLeastOne
  }

  /// What stands for it in help, as `NUMBER`.
  let name: String
  /// What it is, in a sentence.
  let summary: String
  /// How many words it takes; only the last operand of a command may take several.
  let arity: Arity
  /// The only values there are; empty when any text will do.
  let choices: [String]
  /// Whether it names a file, for completion.
  let isFile: Bool

  init(
    _ name: String, _ summary: String, _ arity: Arity = .one, choices: [String] = [],
    isFile: Bool = false
  ) {
    self.name = name
    self.summary = summary
    self.arity = arity
    self.choices = choices
    self.isFile = isFile
  }

  /// How it stands in the usage line, as `[NAME=VALUE ...]`.
  var usage: String {
    switch arity {
    case .one: name
    case .optional: "[\(name)]"
    case .any: "[\(name) ...]"
    case .atLeastOne: "\(name) ..."
    }
  }

  /// The fewest words it takes.
  var minimum: Int { arity == .one || arity == .atLeastOne ? 1 : 0 }

  /// The most words it takes.
  var maximum: Int { arity == .one || arity == .optional ? 1 : .max }
}
