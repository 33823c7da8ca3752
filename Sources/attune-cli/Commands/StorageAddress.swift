import Attune

/// The address of a storage, as typed: a path or a URL.
struct StorageAddress {
  private let text: String

  init(_ text: String) {
    self.text = text
  }

  /// Opens the storage, which need not exist.
  func open() throws -> any Storage {
    if text.contains("://") {
      throw CommandError("\(text) is a URL")
    }
    // A device or a pipe stores no records.
    if let kind = try? FileKind(of: text), kind != .regular {
      throw CommandError("\(text) is \(kind), not a journal; give a regular file with --storage")
    }
    return JournalStorage(path: text)
  }
}
