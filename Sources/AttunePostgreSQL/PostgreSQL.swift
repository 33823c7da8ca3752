#if PostgreSQL
  public import Attune
  public import AttuneRelational

  extension Storage where Self == RelationalStorage {
    /// A storage in a database of PostgreSQL, in the tables of Optuna.
    ///
    /// Python Optuna, optuna-dashboard and this library can use the database at the same time, from many
    /// machines. Each storage has one connection, which is opened when it is first used. After a lost
    /// connection it connects again, for a minute, and no operation is lost or repeated.
    ///
    /// Every operation is committed when its call returns. Whether it survives a power failure depends on
    /// the settings of the server, such as `synchronous_commit`.
    ///
    /// - Parameter url: The address of the database, such as `postgresql://user@host/database`. The
    ///   password may come from the environment variable `PGPASSWORD` or the file `~/.pgpass`.
    /// - Throws: `StorageError` when the address is invalid.
    public static func postgreSQL(_ url: String) throws(StorageError) -> RelationalStorage {
      try RelationalStorage(url, of: .postgreSQL) { url throws(DatabaseURLError) in
        try PostgreSQLDriver(url)
      }
    }
  }
#else
  public import Attune

  extension Storage where Self == InMemoryStorage {
    /// A storage in a database of PostgreSQL, which needs the package trait `PostgreSQL`.
    @available(
      *, unavailable,
      message:
        "enable the trait: swift build --traits PostgreSQL, or .package(…, traits: [\"PostgreSQL\"])"
    )
    public static func postgreSQL(_ url: String) throws(StorageError) -> InMemoryStorage {
      InMemoryStorage()
    }
  }
#endif
