/// The completion scripts of shells.
enum CompletionScript: String, CaseIterable {
  case bash, zsh, fish

  /// Returns the script for commands.
  func text(_ commands: [CommandDescription]) -> String {
    switch self {
    case .bash: Self.bash(commands)
    case .zsh: Self.zsh(commands)
    case .fish: Self.fish(commands)
    }
  }

  // MARK: bash

  private static func bash(_ commands: [CommandDescription]) -> String {
    let cases = commands.map { command in
      var lines = ["    \(command.name))"]
      for option in command.options where option.arity != .flag {
        lines.append(
          "      case $previous in \(option.spellings.joined(separator: "|"))) "
            + "\(bashValues(option.choices, isFile: option.isFile)); return ;; esac")
      }
      let words = command.options.flatMap(\.spellings).joined(separator: " ")
      lines.append("      if [[ $current == -* ]]; then")
      lines.append("        COMPREPLY=($(compgen -W '\(words)' -- \"$current\"))")
      lines.append("      else")
      let operand = command.operands.last
      lines.append(
        "        " + bashValues(operand?.choices ?? [], isFile: operand?.isFile ?? false))
      lines.append("      fi")
      lines.append("      ;;")
      return lines.joined(separator: "\n")
    }
    let verbs = commands.map(\.name).joined(separator: " ")
    return """
      # Completion of attune for bash: source <(attune completion bash)
      _attune() {
        local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}
        COMPREPLY=()
        if [[ $COMP_CWORD -eq 1 ]]; then
          COMPREPLY=($(compgen -W '\(verbs) --help --version' -- "$current"))
          return
        fi
        case ${COMP_WORDS[1]} in
      \(cases.joined(separator: "\n"))
        esac
      }
      complete -o filenames -F _attune attune

      """
  }

  private static func bashValues(_ choices: [String], isFile: Bool) -> String {
    if isFile { return "COMPREPLY=($(compgen -f -- \"$current\"))" }
    return choices.isEmpty
      ? "COMPREPLY=()"
      : "COMPREPLY=($(compgen -W '\(choices.joined(separator: " "))' -- \"$current\"))"
  }

  // MARK: zsh

  private static func zsh(_ commands: [CommandDescription]) -> String {
    let verbs = commands.map { "    " + quoted("\($0.name):\($0.summary)") }
    let cases = commands.map { command in
      let specifications =
        command.options.flatMap(zshSpecifications) + command.operands.map(zshSpecification)
      return "    \(command.name)) _arguments -s"
        + specifications.map { " \\\n      \($0)" }.joined() + " ;;"
    }
    return """
      #compdef attune
      # Completion of attune for zsh: attune completion zsh > "${fpath[1]}/_attune"
      _attune() {
        local -a verbs=(
      \(verbs.joined(separator: "\n"))
        )
        if (( CURRENT == 2 )); then
          _describe command verbs
          return
        fi
        local verb=$words[2]
        shift words
        (( CURRENT-- ))
        case $verb in
      \(cases.joined(separator: "\n"))
        esac
      }
      if [[ $funcstack[1] == _attune ]]; then _attune "$@"; else compdef _attune attune; fi

      """
  }

  private static func zshSpecifications(_ option: Option) -> [String] {
    let summary = option.summary.filter { !"[]".contains($0) }
    return option.spellings.map { spelling in
      let value =
        option.arity == .flag
        ? "" : ":value:\(zshValues(option.choices, isFile: option.isFile))"
      let repetition = option.isRepeatable ? "*" : ""
      return quoted("\(repetition)\(spelling)[\(summary)]\(value)")
    }
  }

  private static func zshSpecification(_ operand: Operand) -> String {
    let repetition = operand.maximum > 1 ? "*" : ""
    return quoted(
      "\(repetition):\(operand.name):\(zshValues(operand.choices, isFile: operand.isFile))")
  }

  private static func zshValues(_ choices: [String], isFile: Bool) -> String {
    if isFile { return "_files" }
    return choices.isEmpty ? " " : "(\(choices.joined(separator: " ")))"
  }

  // MARK: fish

  private static func fish(_ commands: [CommandDescription]) -> String {
    var lines = [
      "# Completion of attune for fish: attune completion fish > "
        + "~/.config/fish/completions/attune.fish",
      "complete -c attune -f",
      "complete -c attune -n __fish_use_subcommand -l help -s h -d \(quoted(helpSummary))",
      "complete -c attune -n __fish_use_subcommand -l version",
    ]
    for command in commands {
      lines.append(
        "complete -c attune -n __fish_use_subcommand -a \(command.name) "
          + "-d \(quoted(command.summary))")
      let condition = "-n '__fish_seen_subcommand_from \(command.name)'"
      for option in command.options {
        let letter = option.letter.map { " -s \($0)" } ?? ""
        let names = option.names.map { " -l \($0)" }.joined()
        let value = option.arity == .flag ? "" : fishValues(option.choices, isFile: option.isFile)
        lines.append(
          "complete -c attune \(condition)\(names)\(letter)\(value) -d \(quoted(option.summary))")
      }
      for operand in command.operands where operand.isFile || !operand.choices.isEmpty {
        let values =
          operand.isFile ? " -F" : " -a \(quoted(operand.choices.joined(separator: " ")))"
        lines.append("complete -c attune \(condition)\(values) -d \(quoted(operand.summary))")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static var helpSummary: String { CommandDescription.help.summary }

  private static func fishValues(_ choices: [String], isFile: Bool) -> String {
    if isFile { return " -r -F" }
    return choices.isEmpty ? " -x" : " -x -a \(quoted(choices.joined(separator: " ")))"
  }

  /// Quotes a text for a shell, in single quotation marks.
  private static func quoted(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
      + "'"
  }
}

extension Option {
  /// All spellings of the option, such as `--help` and `-h`.
  var spellings: [String] {
    names.map { "--\($0)" } + (letter.map { ["-\($0)"] } ?? [])
  }
}
