import Testing

@testable import Attune

@Suite struct CopyingTests {
  @Test func `a study is copied under another name, with all there is to it`() throws {
    try withTemporaryJournal { journal in
      let storage = JournalStorage(path: try Fixture.path("golden/attrs.log"))
      try storage.copyStudies(["qmc": "copy", "grid": "grid"], to: journal.path)
      let copies = try journal.storage.studies()
      #expect(copies.map(\.name) == ["grid", "copy"])
      for (copy, name) in zip(copies, ["grid", "qmc"]) {
        let original = try #require(try storage.study(named: name))
        #expect(copy.directions == original.directions)
        #expect(copy.userAttributes == original.userAttributes)
        #expect(copy.systemAttributes == original.systemAttributes)
        #expect(copy.trialTable.rows == original.trialTable.rows)
      }
    }
  }

  @Test func `what is not there, and two of one name, are refused`() throws {
    try withTemporaryJournal { journal in
      let path = try Fixture.path("golden/attrs.log")
      let storage = JournalStorage(path: path)
      let missing = #expect(throws: StorageError.self) {
        try storage.copyStudies(["qmd": "x"], to: journal.path)
      }
      #expect(missing?.description == "the journal \(path) holds no study \"qmd\"")
      #expect(throws: StorageError.self) {
        try storage.copyStudies(["qmc": "x", "grid": "x"], to: journal.path)
      }
      #expect(try journal.files() == [])
    }
  }
}
