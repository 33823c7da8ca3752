import ExampleSupport

/// The options of the command line.
struct Options {
  /// The target number of finished trials.
  let trials: Int

  /// The seed of all random numbers.
  let seed: UInt64

  /// The path of the journal that records the trials.
  let journal: String

  /// The number of concurrent trials.
  let parallelism: Int

  /// Parses the arguments after the program's name.
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
