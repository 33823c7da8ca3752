import AttuneMySQL
import AttunePostgreSQL
import AttuneRelational
import AttuneSQLite
import Foundation
import Testing

/// A database that tests use: SQLite, and the servers that the environment names.
struct TestDatabase: Sendable, CustomTestStringConvertible {
  let driver: any SQLDriver

  var testDescription: String { "\(driver.dialect)" }

  /// The type of columns for texts of any length.
  var textType: String { driver.dialect == .mySQL ? "LONGTEXT" : "text" }

  /// All databases of this run.
  static let all: [TestDatabase] = {
    var all = servers
    #if SQLite
      let folder = FileManager.default.temporaryDirectory
      let path = folder.appendingPathComponent("attune-\(UUID()).db").path
      all.append(TestDatabase(driver: SQLiteDriver(path: path)))
    #endif
    return all
  }()

  /// The servers that the variables `ATTUNE_POSTGRESQL_URL` and `ATTUNE_MYSQL_URL` name.
  static let servers: [TestDatabase] = {
    var servers: [TestDatabase] = []
    #if PostgreSQL
      if let url = url("ATTUNE_POSTGRESQL_URL"), let driver = try? PostgreSQLDriver(url) {
        servers.append(TestDatabase(driver: driver))
      }
    #endif
    #if MySQL
      if let url = url("ATTUNE_MYSQL_URL"), let driver = try? MySQLDriver(url) {
        servers.append(TestDatabase(driver: driver))
      }
    #endif
    return servers
  }()

  private static func url(_ variable: String) -> DatabaseURL? {
    guard let text = ProcessInfo.processInfo.environment[variable] else { return nil }
    do { return try DatabaseURL(text) } catch { fatalError("\(variable): \(error)") }
  }

  /// Creates a table, which the caller drops.
  func makeTable(_ columns: String) throws -> TestTable {
    let connection = try driver.connect()
    let name = "attune_test_\(UInt64.random(in: 0 ... .max))"
    let options = driver.dialect == .mySQL ? " ENGINE=InnoDB" : ""
    try connection.execute("CREATE TABLE \(name) (\(columns))\(options)")
    return TestTable(driver: driver, connection: connection, name: name)
  }
}
