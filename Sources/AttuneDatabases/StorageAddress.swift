internal import Attune
internal import AttuneRelational

#if SQLite
  internal import AttuneSQLite
#endif
#if PostgreSQL
  internal import AttunePostgreSQL
#endif
#if MySQL
  internal import AttuneMySQL
#endif

/// The address of a storage: a path, `journal:` and a path, or the URL of a database.
struct StorageAddress {
  private static let journalPrefix = "journal:"

  let text: String

  /// Opens the storage.
  func open() throws(StorageError) -> any Storage {
    if text.utf8.starts(with: Self.journalPrefix.utf8) {
      return try journal(String(Substring(text.utf8.dropFirst(Self.journalPrefix.utf8.count))))
    }
    guard text.contains("://") else { return try journal(text) }
    let url: DatabaseURL
    do throws(DatabaseURLError) {
      url = try DatabaseURL(text)
    } catch {
      throw Self.error(error)
    }
    switch url.dialect {
    case .sqlite: return try Self.sqlite(url)
    case .postgreSQL: return try Self.postgreSQL(text)
    case .mySQL: return try Self.mySQL(text)
    }
  }

  private func journal(_ path: String) throws(StorageError) -> any Storage {
    guard !path.isEmpty else {
      throw StorageError(
        .unreadable,
        "the address of the storage has no path; write the path of a journal, or the URL of a "
          + "database such as postgresql://user@host/database")
    }
    return JournalStorage(path: path)
  }

  private static func error(_ error: DatabaseURLError) -> StorageError {
    StorageError(.unreadable, error.description, underlyingError: error)
  }

  #if SQLite
    private static func sqlite(_ url: DatabaseURL) throws(StorageError) -> any Storage {
      do throws(DatabaseURLError) {
        return RelationalStorage.sqlite(try SQLiteDriver(url).path)
      } catch {
        throw Self.error(error)
      }
    }
  #else
    private static func sqlite(_ url: DatabaseURL) throws(StorageError) -> any Storage {
      throw missing("SQLite", for: "SQLite")
    }
  #endif

  #if PostgreSQL
    private static func postgreSQL(_ url: String) throws(StorageError) -> any Storage {
      try RelationalStorage.postgreSQL(url)
    }
  #else
    private static func postgreSQL(_ url: String) throws(StorageError) -> any Storage {
      throw missing("PostgreSQL", for: "PostgreSQL")
    }
  #endif

  #if MySQL
    private static func mySQL(_ url: String) throws(StorageError) -> any Storage {
      try RelationalStorage.mySQL(url)
    }
  #else
    private static func mySQL(_ url: String) throws(StorageError) -> any Storage {
      throw missing("MySQL", for: "MySQL and MariaDB")
    }
  #endif

  /// The error for a database whose module was not built.
  private static func missing(_ trait: String, for database: String) -> StorageError {
    StorageError(
      .unreadable,
      "this program was built without \(database); build it with `--traits \(trait)`, or enable the "
        + "trait \(trait) of the package")
  }
}
