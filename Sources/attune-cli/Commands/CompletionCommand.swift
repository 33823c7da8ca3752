/// Writes the script by which a shell completes the words of the command.
enum CompletionCommand: Command {
  private static let shell = Operand(
    "SHELL", "The shell.", choices: CompletionScript.allCases.map(\.rawValue))

  static let description = CommandDescription(
    "completion", .helping, "Write a completion script for a shell.",
    discussion: """
      How to install it:

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
