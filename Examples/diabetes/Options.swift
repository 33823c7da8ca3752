import ExampleSupport
import Foundation

/// The options of the command line.
struct Options {
  /// The folder for the journal, the table and the plot.
  let folder: String

  /// The number of settings evaluated concurrently, which does not change the results.
  let parallelism: Int

  /// The number of seeds with which the searches are repeated; nil for no repetition.
  let seeds: Int?

  /// Parses the arguments after the program's name.
  init(_ arguments: some Sequence<String>) throws {
    let arguments = try Arguments(
      arguments, of: "diabetes",
      options: ["--folder": "PATH", "--parallelism": "K", "--seeds": "N"])
    folder = arguments.text("--folder") ?? "."
    parallelism =
      try arguments.count("--parallelism") ?? ProcessInfo.processInfo.activeProcessorCount
    seeds = try arguments.count("--seeds")
  }
}
