import Testing

@testable import Attune

@Suite struct CopyingTests {
  @Test func `a study is copied completely under another name`() throws {
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

  // Optuna's create_trial records an integer value as an integer.
  @Test(arguments: [
    ("9007199254740992", true), ("9007199254740993", false), ("18446744073709551616", true),
    ("18446744073709551617", false), ("1e400", true),
  ])
  func `numbers that would be rounded are not copied`(number: String, isCopied: Bool) throws {
    for field in [
      "\"value\":\(number),\"values\":null", "\"value\":null,\"values\":[\(number)]",
      "\"value\":1.0,\"values\":null,\"intermediate_values\":{\"0\":\(number)}",
    ] {
      let lines = """
        {"op_code":0,"worker_id":"w","study_name":"s","directions":[1]}
        {"op_code":4,"worker_id":"w","study_id":0,"datetime_start":null,"state":1,\(field)}

        """
      try withTemporaryJournal(of: Array(lines.utf8)) { journal in
        let studies = try journal.storage.studies()
        #expect(studies.map(\.trials.count) == [1])
        if isCopied {
          try journal.storage.compact(to: journal.path + ".new")
        } else {
          #expect(throws: StorageError.self) {
            try journal.storage.compact(to: journal.path + ".new")
          }
          #expect(throws: StorageError.self) {
            try journal.storage.copyStudies(["s": "t"], to: journal.path + ".new")
          }
        }
      }
    }
  }

  @Test func `copying fails for a missing study and for duplicate names`() throws {
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
