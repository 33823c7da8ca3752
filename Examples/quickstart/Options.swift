import ExampleSupport

/// What the command line asks for.
struct Options {
  /// How many finished trials the study is to hold.
  let trials: Int

  /// What all random numbers derive from.
  let seed: UInt64

  /// Where the trials are recorded.
  let journal: String

  /// How many trials run at a time.
  let parallelism: Int

  /// Reads the arguments behind the program's name.
  init(_ arguments: some Sequence<String>) throws {
    let arguments = try Arguments(
      arguments, of: "quickstart",
      options: ["--trials": "N", "--seed": "S", "--journal": "PATH", "--parallelism": "K"])
    trials = try arguments.count("--trials") ?? 60
    seed = try arguments.seed("--seed") ?? 42
    journal = arguments.text("--journal") ?? "quickstart.journal"
    parallelism = try arguments.count("--parallelism") ?? 1
  }
}
