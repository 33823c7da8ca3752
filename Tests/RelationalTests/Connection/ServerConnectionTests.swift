import AttuneRelational
import Foundation
import Testing

/// Tests of the servers that the environment names.
@Suite(.enabled(if: !TestDatabase.servers.isEmpty))
struct ServerConnectionTests {
  @Test(arguments: TestDatabase.servers)
  func `a deadlock is a conflict for one transaction`(database: TestDatabase) throws {
    let target = try database.makeTable("id bigint PRIMARY KEY, n bigint")
    defer { target.drop() }
    let (connection, table) = (target.connection, target.name)
    try connection.execute("INSERT INTO \(table) VALUES (1, 0), (2, 0)")
    let update = "UPDATE \(table) SET n = n + 1 WHERE id = ?"
    // One thread at a time uses each.
    nonisolated(unsafe) let first = try database.driver.connect()
    let second = try database.driver.connect()
    try first.execute([SQLStatement("BEGIN"), SQLStatement(update, [.int(1)])])
    try second.execute([SQLStatement("BEGIN"), SQLStatement(update, [.int(2)])])
    let finished = DispatchSemaphore(value: 0)
    nonisolated(unsafe) var errors: [any Error] = []
    Thread.detachNewThread {
      do {
        try first.execute([SQLStatement(update, [.int(2)]), SQLStatement("COMMIT")])
      } catch { errors.append(error) }
      finished.signal()
    }
    Thread.sleep(forTimeInterval: 0.3)
    var others: [any Error] = []
    do {
      try second.execute([SQLStatement(update, [.int(1)]), SQLStatement("COMMIT")])
    } catch { others.append(error) }
    if !others.isEmpty { try second.execute("ROLLBACK") }
    finished.wait()
    #expect((errors + others).map { ($0 as? SQLError)?.kind } == [.conflict])
    #expect(
      try connection.execute("SELECT n FROM \(table)").rows == [[.int(1)], [.int(1)]])
  }

  @Test(arguments: TestDatabase.servers)
  func `a connection that the server ends is lost, and another one works`(
    database: TestDatabase
  ) throws {
    let isPostgreSQL = database.driver.dialect == .postgreSQL
    let (identity, kill) =
      isPostgreSQL
      ? ("SELECT pg_backend_pid()", "SELECT pg_terminate_backend(?)")
      : ("SELECT CONNECTION_ID()", "KILL ?")
    let connection = try database.driver.connect()
    let id = try connection.execute(identity).rows[0][0]
    try database.driver.connect().execute(kill, [id])
    // The server ends the session soon after the command.
    Thread.sleep(forTimeInterval: 0.2)
    for _ in 0..<2 {
      let error = #expect(throws: SQLError.self) {
        try connection.execute([SQLStatement("SELECT 1"), SQLStatement("SELECT 2")])
      }
      #expect(error?.kind == .connectionLost)
    }
    #expect(try database.driver.connect().execute("SELECT 1").rows == [[.int(1)]])
  }

  @Test(arguments: TestDatabase.servers)
  func `a statement finds what was committed before it`(database: TestDatabase) throws {
    let target = try database.makeTable("id bigint")
    defer { target.drop() }
    let (connection, table) = (target.connection, target.name)
    let count = SQLStatement("SELECT COUNT(*) FROM \(table)")
    try connection.execute([SQLStatement("BEGIN"), count])
    try database.driver.connect().execute("INSERT INTO \(table) VALUES (1)")
    #expect(try connection.execute([count, SQLStatement("COMMIT")])[0].rows == [[.int(1)]])
  }

  @Test(arguments: TestDatabase.servers)
  func `numbers by a locked count are consecutive`(database: TestDatabase) throws {
    let target = try database.makeTable("id bigint PRIMARY KEY, n bigint")
    defer { target.drop() }
    let (connection, table) = (target.connection, target.name)
    try connection.execute("INSERT INTO \(table) VALUES (0, 0)")
    let finished = DispatchGroup()
    for worker in 1...4 {
      finished.enter()
      Thread.detachNewThread {
        defer { finished.leave() }
        guard let connection = try? database.driver.connect() else { return }
        for step in 0..<25 {
          _ = try? connection.execute([
            SQLStatement("BEGIN"),
            SQLStatement("SELECT id FROM \(table) WHERE id = ? FOR UPDATE", [.int(0)]),
            SQLStatement(
              "INSERT INTO \(table) SELECT ?, COUNT(*) FROM \(table)",
              [.int(worker * 100 + step)]),
            SQLStatement("COMMIT"),
          ])
        }
      }
    }
    finished.wait()
    let rows = try connection.execute("SELECT n FROM \(table) ORDER BY n").rows
    #expect(rows == (0...100).map { [.int($0)] })
  }

  @Test(arguments: TestDatabase.servers)
  func `times, decimals and enumerations are texts or numbers`(database: TestDatabase) throws {
    let isPostgreSQL = database.driver.dialect == .postgreSQL
    let connection = try database.driver.connect()
    if isPostgreSQL {
      let rows = try connection.execute(
        """
        SELECT CAST(? AS timestamp), CAST(? AS numeric), true, CAST(1.5 AS real), \
        CAST(? AS smallint), CAST(? AS double precision)
        """,
        [.text("2026-01-02 03:04:05.000006"), .text("1.25"), .int(7), .int(3)]
      ).rows
      #expect(
        rows == [
          [
            .text("2026-01-02 03:04:05.000006"), .double(1.25), .int(1), .double(1.5), .int(7),
            .double(3),
          ]
        ])
    } else {
      let target = try database.makeTable(
        "a datetime(6), b decimal(10, 2), c float, d enum('X', 'Y'), e bigint unsigned, f tinyint")
      defer { target.drop() }
      let (connection, table) = (target.connection, target.name)
      let row: [SQLValue] = [
        .text("2026-01-02 03:04:05.000006"), .text("1.25"), .double(1.5), .text("Y"),
        .text("18446744073709551615"), .int(-3),
      ]
      try connection.execute("INSERT INTO \(table) VALUES (?, ?, ?, ?, ?, ?)", row)
      #expect(try connection.execute("SELECT * FROM \(table)").rows == [row])
      #expect(
        try connection.execute("SELECT * FROM \(table) WHERE f < ?", [.int(0)]).rows == [row])
    }
  }
}
