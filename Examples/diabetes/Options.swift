import ExampleSupport
import Foundation

/// What the command line asks for.
struct Options {
  /// Where the journal, the table and the plot are written.
  let folder: String

  /// How many settings are judged at a time; the results are the same for any number.
  let parallelism: Int

  /// How many times to repeat the search with TPE, to see what depends on chance.
  let seeds: Int?

  /// Reads the arguments behind the program's name.
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
