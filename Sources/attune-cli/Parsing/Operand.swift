/// A positional argument of a command.
struct Operand: Sendable, Hashable {
  /// The number of values of an operand.
  enum Arity: Sendable, Hashable {
    case one
    case optional
    case any
    case atLeastOne
  }

  /// The placeholder in help, such as `NUMBER`.
  let name: String
  /// A sentence for help.
  let summary: String
  /// The number of values; only the last operand of a command may take several.
  let arity: Arity
  /// The allowed values; empty if any text is allowed.
  let choices: [String]
  /// Whether the value is the path of a file, for completion.
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

  /// The operand in the usage line, such as `[NAME=VALUE ...]`.
  var usage: String {
    switch arity {
    case .one: name
    case .optional: "[\(name)]"
    case .any: "[\(name) ...]"
    case .atLeastOne: "\(name) ..."
    }
  }

  /// The minimum number of values.
  var minimum: Int { arity == .one || arity == .atLeastOne ? 1 : 0 }

  /// The maximum number of values.
  var maximum: Int { arity == .one || arity == .optional ? 1 : .max }
}
