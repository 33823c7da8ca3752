import Attune
import Foundation

/// `attune-stress fuzz-part`: one process's part of the damaged journals.
struct FuzzPart {
  private let folder: String
  private let originals: [Original]
  private let seeds: Range<UInt64>

  /// Parses the arguments after the command's name.
  init(_ arguments: inout Arguments) throws {
    folder = try arguments.required("the folder")
    originals = try arguments.rest().map(Original.init)
    let first: UInt64 = try arguments.number("--seed", default: 1)
    seeds = first..<first + (try arguments.number("--inputs", default: 1))
    try arguments.finish()
  }

  /// Checks every input, writing its seed to a file first since the process may crash.
  func run() throws {
    let seedFile = try SeedFile(in: folder)
    for seed in seeds {
      seedFile.write(seed)
      var damage = Damage(seed: seed)
      let original = originals[Int(seed % UInt64(originals.count))]
      let input = damage.apply(to: original.excerpt(lines: damage.index(below: 60) + 1))
      let path = folder + "/input.journal"
      let check = DamagedJournalCheck(
        original: original, input: input, isCut: damage.isCut, seed: seed, path: path)
      do {
        try check.run()
      } catch {
        print("seed \(seed): \(error)")
        try Data(input).write(to: URL(fileURLWithPath: path))
        exit(1)
      }
      unlink(path)
      unlink(path + ".copy")
    }
  }
}

/// A journal before it is damaged.
struct Original {
  /// The records of the journal.
  let records: [LogRecord]
  private let bytes: [UInt8]
  private let lineEnds: [Int]

  /// Reads a journal.
  init(path: String) throws {
    let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    self.bytes = bytes
    records = try JournalStorage(path: path).records(after: .start).records
    lineEnds = bytes.indices.filter { bytes[$0] == UInt8(ascii: "\n") }.map { $0 + 1 }
  }

  /// The first lines of the journal.
  func excerpt(lines: Int) -> [UInt8] {
    lines <= lineEnds.count ? Array(bytes[..<lineEnds[lines - 1]]) : bytes
  }

  /// The number of leading bytes that an input has in common with the journal.
  func commonLength(with input: [UInt8]) -> Int {
    zip(bytes, input).prefix { $0 == $1 }.count
  }
}
