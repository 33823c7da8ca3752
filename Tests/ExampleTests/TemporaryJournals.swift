import Attune
import ProgramTesting

/// Where the journals of snippets go, which name them as users do: relative to the current folder.
enum TemporaryJournals {
  @TaskLocal fileprivate static var folder: String?

  /// Calls a closure in which `.journal("name")` means a file of a new folder, removed afterwards.
  static func with<Result>(_ body: () throws -> Result) throws -> Result {
    try withTemporaryFolder { folder in try $folder.withValue(folder) { try body() } }
  }
}

extension Storage where Self == JournalStorage {
  /// In this module, a journal in the current temporary folder, in place of the library's method.
  static func journal(_ name: String) -> JournalStorage {
    JournalStorage(path: (TemporaryJournals.folder.map { $0 + "/" } ?? "") + name)
  }
}
