/// Prints the completion script of a shell.
enum CompletionCommand: Command {
  private static let shell = Operand(
    "SHELL", "The shell to print a script for.", choices: CompletionScript.allCases.map(\.rawValue))

  static let description = CommandDescription(
    "completion", .helping, "Print a completion script for a shell.",
    discussion: """
      Install it with one of:

        bash   echo 'source <(attune completion bash)' >> ~/.bashrc
        zsh    attune completion zsh > "${fpath[1]}/_attune"
        fish   attune completion fish > ~/.config/fish/completions/attune.fish
      """,
    operands: [shell])

  static func run(_ arguments: Arguments, _ console: Console) throws -> ExitCode {
    let script = arguments.text(of: shell).flatMap(CompletionScript.init) ?? .bash
    try console.write(script.text(Commands.descriptions))
    return .success
  }
}
