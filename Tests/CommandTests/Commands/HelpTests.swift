import ProgramTesting
import Testing

@testable import attune_cli

@Suite struct HelpTests {
  @Test func `the help lists every command`() throws {
    let outcome = try BuiltProgram("attune").run(["--help"])
    #expect(outcome.status == 0)
    #expect(outcome.errors == "")
    for description in Commands.descriptions {
      #expect(
        outcome.lines.contains {
          $0.hasPrefix("  \(description.name) ") && $0.hasSuffix(description.summary)
        }, "\(description.name) is not listed in one line")
    }
    #expect(try BuiltProgram("attune").run(["help"]).output == outcome.output)
  }

  @Test(arguments: Commands.descriptions.map(\.name))
  func `every command has help`(verb: String) throws {
    let outcome = try BuiltProgram("attune").run([verb, "--help"])
    #expect(outcome.status == 0)
    #expect(outcome.errors == "")
    #expect(outcome.lines.contains { $0.hasPrefix("Usage: attune \(verb) ") })
    #expect(outcome.lines.allSatisfy { $0.count <= 100 }, "a line is too long")
    #expect(try BuiltProgram("attune").run(["help", verb]).output == outcome.output)
  }

  @Test(arguments: ["", "supervise", "\n"])
  func `an unknown command is rejected`(word: String) throws {
    let outcome = try BuiltProgram("attune").run([word])
    #expect(outcome.status == 2)
    #expect(outcome.output == "")
    #expect(
      outcome.errors == "attune: there is no command \"\(word == "\n" ? "\\n" : word)\"; "
        + "`attune --help` lists the commands\n")
  }

  @Test func `the help of a command has all its parts`() throws {
    let outcome = try BuiltProgram("attune").run(["completion", "-h"])
    #expect(
      outcome.output == """
        Print a completion script for a shell.

        Usage: attune completion [OPTIONS ...] SHELL

        Install it with one of:

          bash   echo 'source <(attune completion bash)' >> ~/.bashrc
          zsh    attune completion zsh > "${fpath[1]}/_attune"
          fish   attune completion fish > ~/.config/fish/completions/attune.fish

        Operands:
          SHELL  The shell to print a script for. (bash, zsh, fish)

        Options:
          -h, --help  Print help and exit.

        Exit status:
          0    success
          1    failure, such as a missing study or a corrupt journal
          2    invalid arguments; nothing was changed
          130  interrupted

        """)
  }

  @Test(arguments: [
    ([], "attune: no command is given; `attune --help` lists the commands\n"),
    (
      ["complation"],
      "attune: there is no command \"complation\" (did you mean completion?); "
        + "`attune --help` lists the commands\n"
    ),
    (
      ["--journal", "x"],
      "attune: there is no option --journal; options follow a command; "
        + "`attune --help` lists the commands\n"
    ),
    (
      ["completion", "bish"],
      "attune completion: SHELL cannot be \"bish\" (did you mean bash?); "
        + "see `attune completion --help`\n"
    ),
  ])
  func `invalid arguments are reported in one line and with status 2`(
    words: [String], message: String
  ) throws {
    let outcome = try BuiltProgram("attune").run(words)
    #expect(outcome.status == 2)
    #expect(outcome.output == "")
    #expect(outcome.errors == message)
  }

  @Test func `the version is printed`() throws {
    let outcome = try BuiltProgram("attune").run(["--version"])
    #expect(outcome.output == "attune \(Program.version)\n")
    #expect(outcome.status == 0)
  }
}
