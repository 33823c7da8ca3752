/// Prints help.
enum HelpCommand: Command {
  private static let verb = Operand(
    "COMMAND", "The command to explain (default: list all).", .optional)

  static let description = CommandDescription(
    "help", .helping, "Explain a command, or list all commands.", operands: [verb])

  static func run(_ arguments: Arguments, _ console: Console) throws -> ExitCode {
    if let verb = arguments.text(of: verb) {
      try console.write(HelpText.of(try Commands.named(verb).description))
    } else {
      try console.write(HelpText.overall(Commands.descriptions))
    }
    return .success
  }
}
