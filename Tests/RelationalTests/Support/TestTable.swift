import AttuneRelational

/// A table of a test, and a connection to its database.
struct TestTable {
  let driver: any SQLDriver
  let connection: any SQLConnection
  let name: String

  /// Drops the table, after the connection was closed with its locks.
  func drop() {
    connection.close()
    _ = try? driver.connect().execute("DROP TABLE \(name)")
  }
}
