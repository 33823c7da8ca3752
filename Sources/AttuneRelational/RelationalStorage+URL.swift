package import Attune

extension RelationalStorage {
  /// Creates the storage of a server from a URL.
  ///
  /// - Parameters:
  ///   - text: The URL.
  ///   - dialect: The kind of database that it must name.
  ///   - makeDriver: Creates the driver; throws when an option of the URL is invalid.
  /// - Throws: ``StorageError`` when the URL is invalid or names another kind of database.
  package convenience init(
    _ text: String, of dialect: SQLDialect,
    _ makeDriver: (DatabaseURL) throws(DatabaseURLError) -> any SQLDriver
  ) throws(StorageError) {
    do throws(DatabaseURLError) {
      let url = try DatabaseURL(text)
      guard url.dialect == dialect else {
        throw DatabaseURLError("The database URL \(url) is not one of \(dialect.name).")
      }
      self.init(try makeDriver(url))
    } catch {
      throw StorageError(.unreadable, error.description, underlyingError: error)
    }
  }
}

extension SQLDialect {
  /// The name of the database software.
  fileprivate var name: String {
    switch self {
    case .sqlite: "SQLite"
    case .postgreSQL: "PostgreSQL"
    case .mySQL: "MySQL or MariaDB"
    }
  }
}
