import Foundation

/// `attune-stress fuzz-values-part`: one process's part of the journals with extreme values.
struct ValuesPart {
  private let folder: String
  private let seeds: Range<UInt64>

  /// Parses the arguments after the command's name.
  init(_ arguments: inout Arguments) throws {
    folder = try arguments.required("the folder")
    let first: UInt64 = try arguments.number("--seed", default: 1)
    seeds = first..<first + (try arguments.number("--inputs", default: 1))
    try arguments.finish()
  }

  /// Checks every input, writing its seed to a file first since the process may crash.
  func run() throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let seedFile = try SeedFile(in: folder)
    let path = folder + "/input.journal"
    for seed in seeds {
      seedFile.write(seed)
      try Data(ExtremeJournal(seed: seed).text.utf8).write(to: URL(fileURLWithPath: path))
      do {
        try ValidJournalCheck(path: path, seed: seed).run()
      } catch {
        print("seed \(seed): \(error)")
        exit(1)
      }
    }
    unlink(path)
  }
}
