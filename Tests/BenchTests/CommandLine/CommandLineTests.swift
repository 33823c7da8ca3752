import ProgramTesting
import Testing

@testable import attune_bench

@Suite struct CommandLineTests {
  @Test(arguments: [
    ([], "error: a command is required\nusage: attune-bench <command>"),
    (["tune"], "error: unknown command tune\nusage: attune-bench <command>"),
    (["quality", "--loud"], "error: unknown option --loud"),
    (["quality", "sphere5"], "error: unexpected argument sphere5"),
    (["quality", "--seeds"], "error: --seeds needs a value"),
    (["quality", "--seeds", "--parallel"], "error: --seeds needs a value"),
    (["quality", "--seeds", "3-1"], "error: --seeds needs a range such as 0-19 or a list"),
    (["quality", "--evaluations", "0"], "error: --evaluations needs an integer of at least 1"),
    (
      ["quality", "--problems", "cube"], "error: unknown problem \"cube\"; choose from public, "
    ),
    (["quality", "--samplers", "gps"], "error: unknown sampler \"gps\"; choose from tpe, "),
    (
      ["speed", "--space", "outer", "--case", "tpe"],
      "error: unknown space \"outer\"; choose from"
    ),
    (["speed", "--case", "gps-at-10"], "error: unknown sampler \"gps\"; choose from tpe, "),
    (
      ["curves", "--tables", "iris"], "error: unknown table \"iris\"; choose from boosting-cancer, "
    ),
    (
      ["curves", "--strategies", "tpe"], "error: a strategy is a sampler, a plus sign and a pruner"
    ),
    (["curves", "--strategies", "tpe+x"], "error: unknown pruner \"x\"; choose from median, "),
    (
      ["curves", "--strategies", "tpe+promotion-x"],
      "error: unknown budget \"x\"; choose from halving, hyperband"
    ),
    (["speed", "--trials", "10"], "error: unknown option --trials"),
    (["drive", "--sampler", "tpe:wings=2"], "error: sampler \"tpe:wings=2\": unknown setting"),
  ])
  func `an invalid command line is an error with its reason`(
    arguments: [String], message: String
  ) throws {
    let outcome = try BuiltProgram("attune-bench").run(arguments)
    #expect(outcome.status == 1)
    #expect(outcome.errors.hasPrefix(message), "\(outcome.errors)")
    #expect(outcome.output.isEmpty)
  }

  @Test(arguments: [[], ["quality"], ["curves"], ["speed"], ["drive"]])
  func `help explains every command`(command: [String]) throws {
    let outcome = try BuiltProgram("attune-bench").run(command + ["--help"])
    #expect(outcome.status == 0)
    #expect(outcome.output.hasPrefix((["usage: attune-bench"] + command).joined(separator: " ")))
    #expect(outcome.lines.allSatisfy { $0.count <= 100 })
  }

  @Test func `options are accepted in both forms`() throws {
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
