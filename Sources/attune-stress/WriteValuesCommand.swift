import Foundation

/// `attune-stress write-values`: writes the journal of a seed, for other programs.
struct WriteValuesCommand {
  private let path: String
  private let seed: UInt64

  /// Parses the arguments after the command's name.
  init(_ arguments: inout Arguments) throws {
    path = try arguments.required("the journal")
    seed = try arguments.number("--seed", default: 1)
    try arguments.finish()
  }

  /// Writes the journal.
  func run() throws {
    try Data(ExtremeJournal(seed: seed).text.utf8).write(to: URL(fileURLWithPath: path))
  }
}
