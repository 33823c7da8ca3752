#if MySQL
  public import Attune
  public import AttuneRelational

  extension Storage where Self == RelationalStorage {
    /// A storage in a database of MySQL or MariaDB, in the tables of Optuna.
    ///
    /// Python Optuna, optuna-dashboard and this library can use the database at the same time, from many
    /// machines. Each storage has one connection, which is opened when it is first used. After a lost
    /// connection it connects again, for a minute, and no operation is lost or repeated.
    ///
    /// Every operation is committed when its call returns. Whether it survives a power failure depends on
    /// the settings of the server, such as `innodb_flush_log_at_trx_commit`.
    ///
    /// - Parameter url: The address of the database, such as `mysql://user@host/database`. The
    ///   password may come from the environment variable `MYSQL_PWD` or the file `~/.my.cnf`.
    /// - Throws: `StorageError` when the address is invalid.
    public static func mySQL(_ url: String) throws(StorageError) -> RelationalStorage {
      try RelationalStorage(url, of: .mySQL) { url throws(DatabaseURLError) in
        try MySQLDriver(url)
      }
    }
  }
#else
  public import Attune

  extension Storage where Self == InMemoryStorage {
    /// A storage in a database of MySQL or MariaDB, which needs the package trait `MySQL`.
    @available(
      *, unavailable,
      message: "enable the trait: swift build --traits MySQL, or .package(…, traits: [\"MySQL\"])"
    )
    public static func mySQL(_ url: String) throws(StorageError) -> InMemoryStorage {
      InMemoryStorage()
    }
  }
#endif
