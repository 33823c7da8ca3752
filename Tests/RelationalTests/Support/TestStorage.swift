import Attune
import AttuneMySQL
import AttunePostgreSQL
import AttuneRelational
import AttuneSQLite
import Foundation
import Testing

/// An engine in which tests create empty databases.
enum TestEngine: Sendable, CaseIterable, CustomTestStringConvertible {
  case sqlite, postgreSQL, mySQL

  var testDescription: String { "\(self)" }

  /// The engines of this run: SQLite with its trait, and the servers that the environment names.
  static let available = allCases.filter(\.isAvailable)

  private var isAvailable: Bool {
    switch self {
    case .sqlite:
      #if SQLite
        return true
      #else
        return false
      #endif
    case .postgreSQL, .mySQL: return serverURL != nil
    }
  }

  /// The precision of times in the tables.
  var timeResolution: Duration { self == .mySQL ? .seconds(1) : .microseconds(1) }

  /// The URL of the server; nil without one, or without its trait.
  private var serverURL: String? {
    switch self {
    case .sqlite: return nil
    case .postgreSQL:
      #if PostgreSQL
        return ProcessInfo.processInfo.environment["ATTUNE_POSTGRESQL_URL"]
      #else
        return nil
      #endif
    case .mySQL:
      #if MySQL
        return ProcessInfo.processInfo.environment["ATTUNE_MYSQL_URL"]
      #else
        return nil
      #endif
    }
  }

  /// Creates an empty database.
  func makeDatabase(_ options: String = "") throws -> TestStorage {
    let name = "attune_test_\(UInt64.random(in: 0 ... .max))"
    guard let serverURL else {
      let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(name).db").path
      return TestStorage(engine: self, driver: try driver("sqlite:///\(path)"), path: path)
    }
    try driver(serverURL).connect().execute("CREATE DATABASE \(name) \(options)")
    let address = serverURL.replacing(/\/[^\/?]+(\?.*)?$/) { "/\(name)\($0.output.1 ?? "")" }
    return TestStorage(
      engine: self, driver: try driver(address), server: try driver(serverURL), name: name)
  }

  private func driver(_ url: String) throws -> any SQLDriver {
    let url = try DatabaseURL(url)
    #if SQLite
      if self == .sqlite { return try SQLiteDriver(url) }
    #endif
    #if PostgreSQL
      if self == .postgreSQL { return try PostgreSQLDriver(url) }
    #endif
    #if MySQL
      if self == .mySQL { return try MySQLDriver(url) }
    #endif
    throw DatabaseURLError("\(url)")
  }
}

/// A database of a test, which is removed at its end.
final class TestStorage: Sendable {
  let engine: TestEngine
  let driver: any SQLDriver
  private let path: String?
  private let server: (any SQLDriver)?
  private let name: String

  init(
    engine: TestEngine, driver: any SQLDriver, path: String? = nil,
    server: (any SQLDriver)? = nil, name: String = ""
  ) {
    self.engine = engine
    self.driver = driver
    self.path = path
    self.server = server
    self.name = name
  }

  deinit {
    if let path {
      for suffix in ["", "-wal", "-shm", "-journal"] {
        try? FileManager.default.removeItem(atPath: path + suffix)
      }
    }
    let force = engine == .postgreSQL ? " WITH (FORCE)" : ""
    if let server { _ = try? server.connect().execute("DROP DATABASE \(name)\(force)") }
  }

  /// Opens the database, as another process would.
  func open(batchLength: Int = 5_000) -> RelationalStorage {
    RelationalStorage(driver, filePath: path, batchLength: batchLength)
  }

  /// Executes a statement on a separate connection.
  @discardableResult
  func execute(_ text: String, _ values: [SQLValue] = []) throws -> SQLResult {
    try driver.connect().execute(text, values)
  }

  /// The number of rows that a query counts.
  func count(_ query: String) throws -> Int? {
    guard case .int(let count)? = try execute("SELECT count(*) FROM \(query)").rows.first?.first
    else { return nil }
    return count
  }
}
