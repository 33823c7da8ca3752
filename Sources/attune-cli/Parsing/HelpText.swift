/// The help texts, generated from the descriptions of commands.
enum HelpText {
  /// Returns the list of all commands.
  static func overall(_ commands: [CommandDescription]) -> String {
    var parts = [
      "Optimize hyperparameters, and manage the studies.",
      "Usage: attune COMMAND [OPTIONS ...] [OPERANDS ...]",
    ]
    for section in CommandDescription.Section.allCases {
      let members = commands.filter { $0.section == section }
      guard !members.isEmpty else { continue }
      parts.append(
        "\(section.rawValue):\n" + TextLayout.list(members.map { ($0.name, $0.summary) }))
    }
    parts.append(
      "Options:\n"
        + TextLayout.list([
          ("-h, --help", CommandDescription.help.summary),
          ("--version", "Print the version and exit."),
        ]))
    parts.append("Exit status:\n" + TextLayout.list(exitCodes))
    parts.append("See `attune COMMAND --help` for help on a command.")
    return parts.joined(separator: "\n\n") + "\n"
  }

  /// Returns the help of a command.
  static func of(_ command: CommandDescription) -> String {
    let operands = command.operands
    var parts = [command.summary, usage(of: command)]
    if !command.discussion.isEmpty { parts.append(TextLayout.wrap(command.discussion)) }
    if !operands.isEmpty {
      parts.append("Operands:\n" + TextLayout.list(operands.map { ($0.name, text(of: $0)) }))
    }
    parts.append("Options:\n" + TextLayout.list(command.options.map { (term($0), text(of: $0)) }))
    parts.append("Exit status:\n" + TextLayout.list(exitCodes))
    return parts.joined(separator: "\n\n") + "\n"
  }

  /// The usage line of a command.
  static func usage(of command: CommandDescription) -> String {
    (["Usage: attune \(command.name) [OPTIONS ...]"] + command.operands.map(\.usage))
      .joined(separator: " ")
  }

  private static var exitCodes: [(term: String, text: String)] {
    ExitCode.allCases.map { (String($0.rawValue), $0.meaning) }
  }

  private static func term(_ option: Option) -> String {
    let names =
      (option.letter.map { ["-\($0)"] } ?? []) + option.names.map { "--\($0)" }
    let several = option.arity == .several ? " ..." : ""
    return names.joined(separator: ", ")
      + (option.arity == .flag ? "" : " \(option.valueName)\(several)")
  }

  private static func text(of option: Option) -> String {
    var notes: [String] = []
    if option.isRepeatable, option.arity == .one { notes.append("may be repeated") }
    if let text = option.defaultText { notes.append("default: \(text)") }
    return option.summary + (notes.isEmpty ? "" : " (\(notes.joined(separator: "; ")))")
  }

  private static func text(of operand: Operand) -> String {
    operand.choices.isEmpty
      ? operand.summary : "\(operand.summary) (\(operand.choices.joined(separator: ", ")))"
  }
}
