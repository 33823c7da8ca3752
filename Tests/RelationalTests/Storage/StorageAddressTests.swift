import Attune
import AttuneDatabases
import Testing

@Suite struct StorageAddressTests {
  @Test(arguments: ["a/b.journal", "journal:a/b.journal", "sqlite.db", "journal:x:y"])
  func `a path is that of a journal`(address: String) throws {
    let storage = try AnyStorage(at: address)
    #expect(storage.base is JournalStorage)
    #expect(storage.filePath == String(address.trimmingPrefix("journal:")))
  }

  @Test(arguments: ["", "journal:", "redis://a", "sqlite://host/a.db", "sqlite://"])
  func `an invalid address is refused`(address: String) {
    #expect(throws: StorageError.self) { try AnyStorage(at: address) }
  }

  @Test func `a URL of SQLite has a path`() throws {
    #if SQLite
      #expect(try AnyStorage(at: "sqlite:///a/b.db").filePath == "a/b.db")
      #expect(try AnyStorage(at: "sqlite+pysqlite:////a/b.db").filePath == "/a/b.db")
      #expect(try AnyStorage(at: "sqlite:////a/b.db").artifactStore != nil)
    #else
      expectMissingTrait("sqlite:///a.db", "--traits SQLite")
    #endif
  }

  @Test func `a URL of PostgreSQL is opened without its driver`() throws {
    let address = "postgresql+psycopg2://user:secret@host:1/name"
    #if PostgreSQL
      let storage = try AnyStorage(at: address)
      #expect(storage.displayName == "postgresql://user@host:1/name")
      #expect(storage.artifactStore == nil && storage.filePath == nil)
    #else
      expectMissingTrait(address, "--traits PostgreSQL")
    #endif
  }

  @Test func `a URL of MySQL is opened without its driver`() throws {
    let address = "mysql+pymysql://user:secret@host:1/name"
    #if MySQL
      #expect(try AnyStorage(at: address).displayName == "mysql://user@host:1/name")
    #else
      expectMissingTrait(address, "--traits MySQL")
    #endif
  }

  @Test func `errors have no password`() {
    #expect {
      try AnyStorage(at: "postgresql://user:secret@host:port/name").listStudies()
    } throws: {
      !"\($0)".contains("secret")
    }
  }

  private func expectMissingTrait(_ address: String, _ option: String) {
    #expect { try AnyStorage(at: address) } throws: {
      "\($0)".contains(option) && !"\($0)".contains("secret")
    }
  }
}
