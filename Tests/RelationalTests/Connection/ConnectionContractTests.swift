import AttuneRelational
import Testing

/// What all connections have in common.
@Suite struct ConnectionContractTests {
  private static let numbers: [Double] = [
    0, -0.0, 1, 0.1, 1.0 / 3, -1e-7, 1e22, 9_007_199_254_740_992, 123456789.123456789,
    .leastNonzeroMagnitude, -.leastNonzeroMagnitude, .leastNormalMagnitude.nextDown,
    .leastNormalMagnitude, -2.2250738585072014e-308, .greatestFiniteMagnitude,
    -.greatestFiniteMagnitude, .pi, -1.2345678901234567e-300,
  ]

  private static let texts = [
    "", " ", "a", "it's \"quoted\" \\ ? $1 %", "né à Zürich, 日本語, 👩🏽‍🔬",
    "line\nbreak\ttab\r\u{1}\u{7f}",
    "\u{10FFFF}\u{FFFD}", String(repeating: "x", count: 127), String(repeating: "x", count: 128),
    String(repeating: "é", count: 129), String(repeating: "ab🎈", count: 200_000),
  ]

  @Test(arguments: TestDatabase.all)
  func `every kind of value is read as it was written`(database: TestDatabase) throws {
    let target = try database.makeTable(
      "id bigint, n bigint, d double precision, t \(database.textType)")
    defer { target.drop() }
    let (connection, table) = (target.connection, target.name)
    var rows: [[SQLValue]] = []
    func add(_ n: SQLValue, _ d: SQLValue, _ t: SQLValue) {
      rows.append([.int(rows.count), n, d, t])
    }
    add(.null, .null, .null)
    for number in [0, 1, -1, .max, .min, 1 << 53 + 1] { add(.int(number), .null, .null) }
    for number in Self.numbers { add(.null, .double(number), .null) }
    for text in Self.texts { add(.int(7), .double(0.5), .text(text)) }
    let insertions = rows.map {
      SQLStatement("INSERT INTO \(table) VALUES (?, ?, ?, ?)", $0)
    }
    #expect(try connection.execute(insertions).allSatisfy { $0.affectedCount == 1 })
    // With and without values, since MySQL has two protocols.
    let columns = "SELECT id, n, d, t FROM \(table)"
    let results = try connection.execute([
      SQLStatement("\(columns) ORDER BY id"),
      SQLStatement("\(columns) WHERE id >= ? ORDER BY id", [.int(0)]),
    ])
    for result in results {
      #expect(result.affectedCount == 0)
      #expect(result.rows.count == rows.count)
      for (read, written) in zip(result.rows, rows) {
        #expect(read == written)
        // Equality does not distinguish the zeros, of which only PostgreSQL has both.
        if database.driver.dialect != .postgreSQL && written[2] == .double(0) { continue }
        if case .double(let a) = read[2], case .double(let b) = written[2] {
          #expect(a.bitPattern == b.bitPattern, "\(b)")
        }
      }
    }
  }

  @Test(arguments: TestDatabase.all)
  func `a text with NUL is refused`(database: TestDatabase) throws {
    let target = try database.makeTable("t \(database.textType)")
    defer { target.drop() }
    let (connection, table) = (target.connection, target.name)
    let error = #expect(throws: SQLError.self) {
      try connection.execute("INSERT INTO \(table) VALUES (?)", [.text("a\0b")])
    }
    #expect(error?.code == "22021")
    #expect(try connection.execute("SELECT COUNT(*) FROM \(table)").rows == [[.int(0)]])
  }

  @Test(arguments: TestDatabase.all)
  func `a number is stored exactly or refused`(database: TestDatabase) throws {
    let target = try database.makeTable("d double precision")
    defer { target.drop() }
    let (connection, table) = (target.connection, target.name)
    for number in [Double.nan, .infinity, -.infinity] {
      do {
        try connection.execute("INSERT INTO \(table) VALUES (?)", [.double(number)])
      } catch {
        #expect(error.code == "22003")
        continue
      }
      let rows = try connection.execute("SELECT d FROM \(table)").rows
      guard case .double(let read) = rows.first?.first else {
        Issue.record("\(number) is stored as \(rows)")
        continue
      }
      #expect(read == number || read.isNaN && number.isNaN)
      try connection.execute("DELETE FROM \(table)")
    }
  }

  @Test(arguments: TestDatabase.all)
  func `affected rows are those that a statement matches`(database: TestDatabase) throws {
    let target = try database.makeTable("id bigint, n bigint")
    defer { target.drop() }
    let (connection, table) = (target.connection, target.name)
    let results = try connection.execute([
      SQLStatement("INSERT INTO \(table) VALUES (?, 1), (?, 1)", [.int(1), .int(2)]),
      SQLStatement("UPDATE \(table) SET n = ? WHERE n = ?", [.int(1), .int(1)]),
      SQLStatement("UPDATE \(table) SET n = 1"),
      SQLStatement("UPDATE \(table) SET n = ? WHERE id = ?", [.int(1), .int(3)]),
      SQLStatement("SELECT n FROM \(table)"), SQLStatement("BEGIN"), SQLStatement("COMMIT"),
      SQLStatement("DELETE FROM \(table)"),
    ])
    #expect(results.map(\.affectedCount) == [2, 2, 2, 0, 0, 0, 0, 2])
  }

  @Test(arguments: TestDatabase.all)
  func `a duplicate key is reported, and the connection remains usable`(
    database: TestDatabase
  ) throws {
    let target = try database.makeTable("id bigint PRIMARY KEY, k varchar(20) UNIQUE")
    defer { target.drop() }
    let (connection, table) = (target.connection, target.name)
    let insertion = "INSERT INTO \(table) VALUES (?, ?)"
    try connection.execute(insertion, [.int(1), .text("a")])
    for values: [SQLValue] in [[.int(1), .text("b")], [.int(2), .text("a")]] {
      let error = #expect(throws: SQLError.self) {
        try connection.execute([
          SQLStatement("BEGIN"), SQLStatement(insertion, [.int(8), .text("8")]),
          SQLStatement(insertion, values), SQLStatement(insertion, [.int(9), .text("9")]),
          SQLStatement("COMMIT"),
        ])
      }
      #expect(error?.kind == .duplicate)
      try connection.execute("ROLLBACK")
      #expect(try connection.execute("SELECT id FROM \(table)").rows == [[.int(1)]])
    }
  }

  @Test(arguments: TestDatabase.all)
  func `errors in statements have kinds and leave the connection usable`(
    database: TestDatabase
  ) throws {
    let connection = try database.driver.connect()
    let missing = #expect(throws: SQLError.self) {
      try connection.execute("SELECT * FROM attune_test_absent")
    }
    #expect(missing?.kind == .missingTable)
    let missingWithValue = #expect(throws: SQLError.self) {
      try connection.execute("SELECT * FROM attune_test_absent WHERE a = ?", [.int(1)])
    }
    #expect(missingWithValue?.kind == .missingTable)
    let syntax = #expect(throws: SQLError.self) { try connection.execute("SELEC 1") }
    #expect(syntax?.kind == .other)
    #expect(syntax?.code.isEmpty == false)
    for values: [SQLValue] in [[], [.int(1), .int(2)]] {
      let count = #expect(throws: SQLError.self) {
        try connection.execute("SELECT 1 WHERE 1 = ?", values)
      }
      #expect(count?.kind == .other)
    }
    #expect(throws: SQLError.self) { try connection.execute("") }
    #expect(try connection.execute("SELECT 1").rows == [[.int(1)]])
    #expect(try connection.execute([]).isEmpty)
  }

  @Test(arguments: TestDatabase.all)
  func `statements after a failure are not executed`(database: TestDatabase) throws {
    let target = try database.makeTable("id bigint")
    defer { target.drop() }
    let (connection, table) = (target.connection, target.name)
    #expect(throws: SQLError.self) {
      try connection.execute([
        SQLStatement("SELECT 1"), SQLStatement("SELECT absent FROM \(table)"),
        SQLStatement("INSERT INTO \(table) VALUES (?)", [.int(1)]),
      ])
    }
    #expect(try connection.execute("SELECT COUNT(*) FROM \(table)").rows == [[.int(0)]])
  }

  @Test(arguments: TestDatabase.all)
  func `many statements and long texts pass through one call`(database: TestDatabase) throws {
    let target = try database.makeTable("id bigint, t \(database.textType)")
    defer { target.drop() }
    let (connection, table) = (target.connection, target.name)
    let text = SQLValue.text(String(repeating: "y", count: 20_000))
    var statements = [SQLStatement("BEGIN")]
    for id in 0..<200 {
      statements.append(SQLStatement("INSERT INTO \(table) VALUES (?, ?)", [.int(id), text]))
      statements.append(SQLStatement("SELECT t FROM \(table) WHERE id >= ?", [.int(id - 10)]))
    }
    statements.append(SQLStatement("COMMIT"))
    let results = try connection.execute(statements)
    #expect(results.count == 402)
    #expect(results[400].rows == Array(repeating: [text], count: 11))
  }

  @Test(arguments: TestDatabase.all)
  func `more texts than a connection keeps prepared`(database: TestDatabase) throws {
    let connection = try database.driver.connect()
    for number in 0..<300 {
      let rows = try connection.execute("SELECT \(number) WHERE 1 = ?", [.int(1)]).rows
      #expect(rows == [[.int(number)]])
    }
  }

  @Test(arguments: TestDatabase.all)
  func `a prepared statement follows changes of its table`(database: TestDatabase) throws {
    let target = try database.makeTable("id bigint")
    defer { target.drop() }
    let (connection, table) = (target.connection, target.name)
    let (one, all) = ("SELECT id FROM \(table) WHERE id = ?", "SELECT * FROM \(table) WHERE id = ?")
    try connection.execute("INSERT INTO \(table) VALUES (1)")
    for query in [one, all] {
      #expect(try connection.execute(query, [.int(1)]).rows == [[.int(1)]])
    }
    try connection.execute("ALTER TABLE \(table) ADD COLUMN b bigint")
    #expect(try connection.execute(one, [.int(1)]).rows == [[.int(1)]])
    // MySQL's library refuses a result that has other columns than before, once.
    if database.driver.dialect == .mySQL {
      #expect(throws: SQLError.self) { try connection.execute(all, [.int(1)]) }
    }
    #expect(try connection.execute(all, [.int(1)]).rows == [[.int(1), .null]])
  }

  @Test(arguments: TestDatabase.all)
  func `a closed connection executes nothing`(database: TestDatabase) throws {
    let connection = try database.driver.connect()
    connection.close()
    connection.close()
    let error = #expect(throws: SQLError.self) { try connection.execute("SELECT 1") }
    #expect(error?.kind == .connectionLost)
  }
}
