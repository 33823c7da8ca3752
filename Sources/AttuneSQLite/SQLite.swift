#if SQLite
  public import Attune
  public import AttuneRelational

  extension Storage where Self == RelationalStorage {
    /// A storage in a file of SQLite, in the tables of Optuna.
    ///
    /// Python Optuna, optuna-dashboard and this library can use the file at the same time. All processes
    /// must run on the same machine: SQLite's locks do not work on network file systems.
    ///
    /// The file is created when a study is, with a write-ahead log. The end of a trial and everything else
    /// that a resumed run does not reproduce has reached the disk when its call returns; parameters,
    /// reports and attributes of running trials reach it with the next of these. A file that Python has
    /// created keeps its mode, in which everything reaches the disk at once.
    ///
    /// - Parameter path: The path of the file, whose folder must exist.
    public static func sqlite(_ path: String) -> RelationalStorage {
      RelationalStorage(SQLiteDriver(path: path), filePath: path)
    }
  }
#else
  public import Attune

  extension Storage where Self == InMemoryStorage {
    /// A storage in a file of SQLite, which needs the package trait `SQLite`.
    @available(
      *, unavailable,
      message: "enable the trait: swift build --traits SQLite, or .package(…, traits: [\"SQLite\"])"
    )
    public static func sqlite(_ path: String) -> InMemoryStorage { InMemoryStorage() }
  }
#endif
