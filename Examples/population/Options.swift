import ExampleSupport
import Foundation

/// The options of the command line.
struct Options {
  /// The folder for the journal and the states of the members.
  let folder: String

  /// The number of members.
  let members: Int

  /// The number of slices of each member, which are epochs.
  let slices: Int

  /// The seed of all random numbers.
  let seed: UInt64

  /// The number of networks trained at a time, which does not change the results of the population.
  let parallelism: Int

  /// The number of seeds with which the comparison is repeated; nil for no repetition.
  let seeds: Int?

  /// Parses the arguments after the program's name.
  init(_ arguments: some Sequence<String>) throws {
    let arguments = try Arguments(
      arguments, of: "population",
      options: [
        "--folder": "PATH", "--members": "M", "--slices": "N", "--seed": "S", "--parallelism": "K",
        "--seeds": "N",
      ])
    folder = arguments.text("--folder") ?? "."
    members = max(2, try arguments.count("--members") ?? 8)
    slices = try arguments.count("--slices") ?? 30
    seed = try arguments.seed("--seed") ?? 42
    parallelism =
      try arguments.count("--parallelism") ?? ProcessInfo.processInfo.activeProcessorCount
    seeds = try arguments.count("--seeds")
  }
}
