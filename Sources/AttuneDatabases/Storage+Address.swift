public import Attune
internal import AttuneMySQL
internal import AttunePostgreSQL
internal import AttuneRelational
internal import AttuneSQLite

extension Storage where Self == AnyStorage {
  /// The storage at an address: a journal or a database.
  ///
  /// | Address | Storage |
  /// | --- | --- |
  /// | a path, `journal:PATH` | A journal |
  /// | `sqlite:///PATH` | A file of SQLite; an absolute path has four slashes |
  /// | `postgresql://USER@HOST:PORT/DATABASE` | A database of PostgreSQL |
  /// | `mysql://USER@HOST:PORT/DATABASE` | A database of MySQL or MariaDB |
  ///
  /// As in Optuna, the scheme may name a Python driver, as in `postgresql+psycopg2://`, which is ignored.
  /// Each kind of database needs the package trait of its name.
  ///
  /// - Throws: ``StorageError`` when the address is invalid, or the trait of its database is not enabled.
  public static func at(_ address: String) throws(StorageError) -> AnyStorage {
    if address.utf8.starts(with: journalPrefix.utf8) {
      return AnyStorage(JournalStorage(path: String(address.dropFirst(journalPrefix.count))))
    }
    guard address.contains("://") else { return AnyStorage(JournalStorage(path: address)) }
    let url: DatabaseURL
    do throws(DatabaseURLError) {
      url = try DatabaseURL(address)
    } catch {
      throw StorageError(.unreadable, error.description, underlyingError: error)
    }
    return AnyStorage(try database(address, url))
  }

  private static var journalPrefix: String { "journal:" }

  private static func database(
    _ address: String, _ url: DatabaseURL
  ) throws(StorageError) -> any Storage {
    switch url.dialect {
    case .sqlite:
      #if SQLite
        guard let path = url.database, !path.isEmpty else {
          throw StorageError(
            .unreadable,
            "the address \(url) has no path; write sqlite:///study.db, or sqlite:////data/study.db")
        }
        return RelationalStorage.sqlite(path)
      #else
        throw missingTrait("SQLite", url)
      #endif
    case .postgreSQL:
      #if PostgreSQL
        return try RelationalStorage.postgreSQL(address)
      #else
        throw missingTrait("PostgreSQL", url)
      #endif
    case .mySQL:
      #if MySQL
        return try RelationalStorage.mySQL(address)
      #else
        throw missingTrait("MySQL", url)
      #endif
    }
  }

  /// The error for a kind of database that this program was built without.
  private static func missingTrait(_ trait: String, _ url: DatabaseURL) -> StorageError {
    StorageError(
      .unreadable,
      "\(url) needs \(trait), which this program was built without; build it with "
        + "`swift build --traits \(trait)`, in a package with .package(…, traits: [\"\(trait)\"])")
  }
}
