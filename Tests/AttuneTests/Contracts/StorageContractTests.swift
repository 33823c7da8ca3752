import Attune
import AttuneTesting
import Foundation
import ProgramTesting
import Testing

/// The contract of the storages of the library.
///
/// Whether the check detects violations is tested in `ThirdPartyTests`.
@Suite struct StorageContractTests {
  @Test func `a storage in memory meets the contract`() throws {
    try StorageContract { InMemoryStorage() }.check()
  }

  @Test func `a journal meets the contract`() throws {
    try withTemporaryFolder { folder in
      try StorageContract {
        JournalStorage(path: "\(folder)/\(UUID().uuidString).journal")
      } reopen: { storage in
        JournalStorage(path: try #require(storage.filePath))
      }
      .check()
    }
  }

  @Test func `a journal meets the contract without other objects`() throws {
    try withTemporaryFolder { folder in
      try StorageContract {
        JournalStorage(path: "\(folder)/\(UUID().uuidString).journal")
      }
      .check()
    }
  }
}
