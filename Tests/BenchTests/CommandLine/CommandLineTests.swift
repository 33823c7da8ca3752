import ProgramTesting
import Testing

@testable import attune_bench

@Suite struct CommandLineTests {
  @Test(arguments: [
    ([], "error: a command is needed\nusage: attune-bench <command>"),
    (["tune"], "error: there is no command tune\nusage: attune-bench <command>"),
    (["quality", "--loud"], "error: there is no option --loud here"),
    (["quality", "sphere5"], "error: sphere5 is one word too many"),
    (["quality", "--seeds"], "error: --seeds needs a value"),
    (["quality", "--seeds", "--parallel"], "error: --seeds needs a value"),
    (["quality", "--seeds", "3-1"], "error: --seeds needs a range such as 0-19 or a list"),
    (["quality", "--evaluations", "0"], "error: --evaluations needs a whole number from 1 on"),
    (
      ["quality", "--problems", "cube"], "error: there is no problem \"cube\"; there are sphere5, "
    ),
    (["quality", "--samplers", "gp"], "error: there is no sampler \"gp\"; there are tpe, "),
    (
      ["speed", "--space", "outer", "--case", "tpe"],
      "error: there is no space \"outer\"; there are"
    ),
    (["speed", "--case", "gp-at-10"], "error: there is no sampler \"gp\"; there are tpe, "),
    (["speed", "--trials", "10"], "error: there is no option --trials here"),
    (["drive", "--sampler", "tpe:wings=2"], "error: sampler \"tpe:wings=2\": there is no setting"),
  ])
  func `a command line that makes no sense is an error that says why`(
    arguments: [String], message: String
  ) throws {
    let outcome = try BuiltProgram("attune-bench").run(arguments)
    #expect(outcome.status == 1)
    #expect(outcome.errors.hasPrefix(message), "\(outcome.errors)")
    #expect(outcome.output.isEmpty)
  }

  @Test(arguments: [[], ["quality"], ["speed"], ["drive"]])
  func `help explains every command`(command: [String]) throws {
    let outcome = try BuiltProgram("attune-bench").run(command + ["--help"])
    #expect(outcome.status == 0)
    #expect(outcome.output.hasPrefix((["usage: attune-bench"] + command).joined(separator: " ")))
    #expect(outcome.lines.allSatisfy { $0.count <= 100 })
  }

  @Test func `options are taken in either form`() throws {
    var arguments = Arguments(["--a", "1", "--b=2", "--c", "--d=x,y"])
    let counts = try ["--a", "--b", "--e"].map { try arguments.count($0, default: 7) }
    #expect(counts == [1, 2, 7])
    let flags = [arguments.flag("--c"), arguments.flag("--c")]
    #expect(flags == [true, false])
    let list = try arguments.list("--d")
    #expect(list == ["x", "y"])
    try arguments.finish()
  }

  @Test func `seeds are a range or a list`() throws {
    #expect(try SeedRange("0-3").seeds == [0, 1, 2, 3])
    #expect(try SeedRange("5").seeds == [5])
    #expect(try SeedRange("7,2").seeds == [7, 2])
    for text in ["", "-1", "a", "1,", "1-2-3"] {
      #expect(throws: CommandError.self) { try SeedRange(text) }
    }
  }
}
