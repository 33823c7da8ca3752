import Attune
import AttuneDatabases

/// The address of a storage, as typed: a path or a URL.
struct StorageAddress {
  private let text: String

  init(_ text: String) {
    self.text = text
  }

  /// Opens the storage, which need not exist.
  func open() throws -> any Storage {
    let storage = try AnyStorage.at(text).base
    // A device or a pipe stores no studies.
    if let path = storage.filePath, let kind = try? FileKind(of: path), kind != .regular {
      throw CommandError(
        "\(path) is \(kind), not a \(storage.noun); give a regular file with --storage")
    }
    return storage
  }
}
