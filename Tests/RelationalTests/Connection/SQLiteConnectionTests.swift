#if SQLite
  import AttuneRelational
  import AttuneSQLite
  import Foundation
  import Testing

  @Suite struct SQLiteConnectionTests {
    private let folder: URL

    init() throws {
      folder = FileManager.default.temporaryDirectory.appendingPathComponent("attune-\(UUID())")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    private func driver(_ name: String = "study.db") -> SQLiteDriver {
      SQLiteDriver(path: folder.appendingPathComponent(name).path)
    }

    @Test func `a folder that does not exist is reported`() {
      let error = #expect(throws: SQLError.self) { try driver("absent/study.db").connect() }
      #expect(error?.kind == .missingDatabase)
      #expect(error?.message.contains("absent/study.db") == true)
    }

    @Test func `a folder is no database`() {
      let error = #expect(throws: SQLError.self) { try SQLiteDriver(path: folder.path).connect() }
      #expect(error?.kind == .other)
    }

    @Test func `a file of another format is no database`() throws {
      let driver = driver()
      try Data(repeating: 0x61, count: 4096).write(to: URL(fileURLWithPath: driver.path))
      let error = #expect(throws: SQLError.self) { try driver.connect() }
      #expect(error?.kind == .notADatabase)
      #expect(error?.message.contains(driver.path) == true)
    }

    @Test(arguments: ["file:a?mode=memory", ":memory:", "a b%20é"])
    func `a path has no special characters`(name: String) throws {
      let driver = driver(name)
      try driver.connect().execute("CREATE TABLE t (a)")
      #expect(FileManager.default.fileExists(atPath: driver.path))
    }

    @Test func `a file without write permission is read-only`() throws {
      let driver = driver()
      try driver.connect().execute("CREATE TABLE t (a)")
      let connection = try driver.connect()
      // Root may write to every file, so that a pragma represents the permission.
      try connection.execute("PRAGMA query_only = 1")
      let error = #expect(throws: SQLError.self) {
        try connection.execute("INSERT INTO t VALUES (1)")
      }
      #expect(error?.kind == .readOnly)
    }

    @Test func `a full disk is reported`() throws {
      let connection = try driver().connect()
      try connection.execute("CREATE TABLE t (a)")
      try connection.execute("PRAGMA max_page_count = 3")
      let error = #expect(throws: SQLError.self) {
        try connection.execute(
          "INSERT INTO t VALUES (?)", [.text(String(repeating: "x", count: 100_000))])
      }
      #expect(error?.kind == .full)
      #expect(try connection.execute("SELECT COUNT(*) FROM t").rows == [[.int(0)]])
    }

    @Test func `a lock of another connection ends in busy`() throws {
      let driver = driver()
      let (first, second) = (try driver.connect(), try driver.connect())
      try first.execute("CREATE TABLE t (a)")
      try first.execute("BEGIN IMMEDIATE")
      #expect(try second.execute("PRAGMA busy_timeout").rows == [[.int(10_000)]])
      try second.execute("PRAGMA busy_timeout = 50")
      let error = #expect(throws: SQLError.self) { try second.execute("BEGIN IMMEDIATE") }
      #expect(error?.kind == .busy)
      try first.execute("COMMIT")
      try second.execute("BEGIN IMMEDIATE")
    }

    @Test func `a snapshot that is out of date is a conflict`() throws {
      let driver = driver()
      let (first, second) = (try driver.connect(), try driver.connect())
      try first.execute("PRAGMA journal_mode = wal")
      try first.execute("CREATE TABLE t (a)")
      try second.execute([SQLStatement("BEGIN"), SQLStatement("SELECT * FROM t")])
      try first.execute("INSERT INTO t VALUES (1)")
      let error = #expect(throws: SQLError.self) { try second.execute("INSERT INTO t VALUES (2)") }
      #expect(error?.kind == .conflict)
    }

    @Test func `the journal mode and the synchronization are the defaults`() throws {
      let connection = try driver().connect()
      #expect(try connection.execute("PRAGMA journal_mode").rows == [[.text("delete")]])
      #expect(try connection.execute("PRAGMA synchronous").rows == [[.int(2)]])
    }

    @Test func `a query of the URL is refused`() throws {
      let error = #expect(throws: DatabaseURLError.self) {
        try SQLiteDriver(DatabaseURL("sqlite:///study.db?timeout=5"))
      }
      #expect(error?.description.contains("`timeout`") == true)
      #expect(try SQLiteDriver(DatabaseURL("sqlite:///study.db")).path == "study.db")
    }
  }
#endif
