import Foundation

/// `attune-stress write-values`: the journal of a seed, for other programs.
struct WriteValuesCommand {
  private let path: String
  private let seed: UInt64

  /// Reads the words behind the command's name.
  init(_ words: inout Words) throws {
    path = try words.required("the journal")
    seed = try words.number("--seed", default: 1)
    try words.finish()
  }

  /// Writes the journal.
  func run() throws {
    try Data(ExtremeJournal(seed: seed).text.utf8).write(to: URL(fileURLWithPath: path))
  }
}
