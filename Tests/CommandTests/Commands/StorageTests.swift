import ProgramTesting
import Testing

/// Tests that every verb takes the address of a storage.
@Suite struct StorageTests {
  @Test func `a journal is a path, with or without its scheme`() throws {
    try CommandFolder.with("pruned") { attune throws in
      #expect(
        try attune.output("studies", "--storage", "journal:study.journal")
          == attune.output("studies"))
    }
  }

  #if !SQLite
    @Test(arguments: [
      ("sqlite:///study.db", "SQLite"), ("postgresql+psycopg2://u:secret@db/hpo", "PostgreSQL"),
      ("mysql+pymysql://u:secret@db/hpo", "MySQL"),
    ])
    func `a database needs its trait`(address: String, trait: String) throws {
      try CommandFolder.in { attune throws in
        let outcome = try attune.run(["studies", "--storage", address])
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("--traits \(trait)"))
        #expect(!outcome.errors.contains("secret"))
      }
    }
  #endif

  @Test(arguments: ["redis://u:secret@db", "://", "postgresql://u:secret@db:x/hpo"])
  func `an address that is no storage is an error`(address: String) throws {
    try CommandFolder.in { attune throws in
      let outcome = try attune.run(["studies", "--storage", address])
      #expect(outcome.status == 1)
      #expect(outcome.output == "")
      #expect(outcome.errors.split(separator: "\n").count == 1)
      #expect(!outcome.errors.contains("secret"))
    }
  }

  @Test func `studies are copied into a journal that has others`() throws {
    try CommandFolder.with("pruned") { attune throws in
      try attune.output("create-study", "-j", "other.journal", "-s", "mine")
      try attune.output("copy", "study.journal", "other.journal", "-s", "pruned")
      let names = try attune.output("studies", "-j", "other.journal", "--format", "csv")
      #expect(names.contains("mine") && names.contains("pruned"))
      #expect(
        try attune.output("export", "-j", "other.journal", "-s", "pruned")
          == attune.output("export", "-s", "pruned"))
      try attune.expectError(
        ["copy", "a", "b", "c"],
        "copy needs one or two addresses, not 3; see `attune copy --help`", status: 2)
    }
  }
}
