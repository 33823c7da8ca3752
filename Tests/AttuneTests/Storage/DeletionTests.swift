import Testing

@testable import Attune

@Suite struct DeletionTests {
  @Test(arguments: StorageCase.allCases)
  func `deleting a study keeps the other studies`(storage: StorageCase) throws {
    try storage.withStorage { open in
      for name in ["a", "b"] {
        try Study(name, storage: open(), sampler: .random, seed: 1).optimize(trials: 2) { _ in 0 }
      }
      #expect(try open().deleteStudy(named: "a"))
      #expect(try open().studies().map(\.name) == ["b"])
      #expect(try open().study(named: "b")?.trials.count == 2)
      #expect(try !open().deleteStudy(named: "a"))
      #expect(try Study("a", storage: open(), seed: 2).trials.isEmpty)
    }
  }

  @Test func `looking for a study to delete creates no journal`() throws {
    try withTemporaryJournal { journal in
      let isDeleted = try journal.storage.deleteStudy(named: "a")
      #expect(!isDeleted)
      #expect(try journal.files() == [])
    }
  }
}
