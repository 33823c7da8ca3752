import Foundation

/// A file with the seed of the input that a process works on, which remains after a crash.
struct SeedFile: ~Copyable {
  private let file: Int32

  /// Creates the file `seed` in a folder.
  init(in folder: String) throws {
    file = open(folder + "/seed", O_WRONLY | O_CREAT | O_TRUNC, 0o666)
    guard file >= 0 else { throw Arguments.Misuse(description: "\(folder) cannot be written to") }
  }

  deinit {
    close(file)
  }

  /// Writes the seed of the next input.
  func write(_ seed: UInt64) {
    let text = String(repeating: " ", count: 20 - "\(seed)".count) + "\(seed)\n"
    pwrite(file, text, text.utf8.count, 0)
  }
}
