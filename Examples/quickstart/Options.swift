import ExampleSupport

/// The options of the command line.
struct Options {
  /// The target number of finished trials.
  let trials: Int

  /// The seed of all random numbers.
  let seed: UInt64

  /// The storage that records the trials: the path of a journal, or the URL of a database.
  let storage: String

  /// The number of concurrent trials.
  let parallelism: Int

  /// Parses the arguments after the program's name.
  init(_ arguments: some Sequence<String>) throws {
    let arguments = try Arguments(
      arguments, of: "quickstart",
      options: ["--trials": "N", "--seed": "S", "--storage": "ADDRESS", "--parallelism": "K"])
    trials = try arguments.count("--trials") ?? 60
    seed = try arguments.seed("--seed") ?? 42
    storage = arguments.text("--storage") ?? "quickstart.journal"
    parallelism = try arguments.count("--parallelism") ?? 1
  }
}
