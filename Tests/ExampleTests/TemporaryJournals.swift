import Attune
import ProgramTesting

/// The folder of the journals of snippets, which use relative paths as users do.
enum TemporaryJournals {
  @TaskLocal fileprivate static var folder: String?

  /// Calls a closure in which `.journal("name")` is a file in a new, temporary folder.
  static func with<Result>(_ body: () throws -> Result) throws -> Result {
    try withTemporaryFolder { folder in try $folder.withValue(folder) { try body() } }
  }
}

extension Storage where Self == JournalStorage {
  /// A journal in the current temporary folder, which replaces the library's method in this module.
  static func journal(_ name: String) -> JournalStorage {
    JournalStorage(path: (TemporaryJournals.folder.map { $0 + "/" } ?? "") + name)
  }
}
