import ProgramTesting
import Testing

@testable import Attune

/// A kind of storage to run a test with; `allCases` must contain every built-in one.
enum StorageCase: CaseIterable, Sendable {
  case inMemory, journal

  /// Calls a closure with a function that opens the same storage each time.
  func withStorage<Result>(_ body: (() -> any Storage) throws -> Result) throws -> Result {
    switch self {
    case .inMemory:
      let storage = InMemoryStorage()
      return try body { storage }
    case .journal:
      return try withTemporaryFolder { folder in
        try body { JournalStorage(path: folder + "/study.journal") }
      }
    }
  }
}
