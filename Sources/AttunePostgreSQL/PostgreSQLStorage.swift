#if PostgreSQL
  public import Attune
  internal import AttuneRelational

  /// A storage in a database of PostgreSQL, in the tables of Optuna.
  ///
  /// Python Optuna, optuna-dashboard and this library can use the database at the same time, from many machines.
  /// Each storage has one connection. After a lost connection it connects again, for a minute, and no operation
  /// is lost or repeated.
  ///
  /// Every operation is committed when its call returns. Whether it survives a power failure depends on the
  /// settings of the server, such as `synchronous_commit`.
  public final class PostgreSQLStorage: Storage {
    private let storage: RelationalStorage

    /// Creates a storage, which connects when it is first used.
    ///
    /// - Parameter url: The address of the database, such as
    ///   `postgresql://user@host/database`. The password may come from the environment
    ///   variable `PGPASSWORD` or the file `~/.pgpass`.
    /// - Throws: ``StorageError`` when the address is invalid.
    public init(url: String) throws(StorageError) {
      do throws(DatabaseURLError) {
        let url = try DatabaseURL(url)
        guard url.dialect == .postgreSQL else {
          throw DatabaseURLError("The database URL \(url) is not one of PostgreSQL.")
        }
        storage = RelationalStorage(try PostgreSQLDriver(url))
      } catch {
        throw StorageError(.unreadable, error.description, underlyingError: error)
      }
    }

    /// Returns the studies, in the order of their creation.
    public func listStudies() throws(StorageError) -> [StudyDescription] {
      try storage.listStudies()
    }

    /// Returns the study with exactly the given name, or nil if there is none.
    public func findStudy(named name: String) throws(StorageError) -> StudyDescription? {
      try storage.findStudy(named: name)
    }

    /// Creates a study with its attributes in one transaction; returns nil if a study of that name exists.
    ///
    /// The tables are created if there are none.
    public func createStudy(_ template: StudyTemplate) throws(StorageError) -> Int? {
      try storage.createStudy(template)
    }

    /// Deletes a study and its trials in one transaction; returns whether it existed.
    public func deleteStudy(_ study: Int) throws(StorageError) -> Bool {
      try storage.deleteStudy(study)
    }

    /// Returns the next changes of a study after a position.
    public func changes(
      in study: Int, after position: StoragePosition
    ) throws(StorageError) -> StorageBatch {
      try storage.changes(in: study, after: position)
    }

    /// Records the operations that a closure decides on, given all changes that are new to the caller.
    public func commit(
      in study: Int, after position: StoragePosition,
      deciding decide: (StorageBatch) throws(StorageError) -> [StorageOperation]
    ) throws(StorageError) -> StorageCommit {
      try storage.commit(in: study, after: position, deciding: decide)
    }

    /// Records operations of one running trial if a condition holds, without reading changes.
    public func append(
      _ operations: [StorageOperation], if condition: TrialCondition, in study: Int
    ) throws(StorageError) -> Bool? {
      try storage.append(operations, if: condition, in: study)
    }

    /// Records a heartbeat in the table of Optuna, by the clock of the database.
    public func recordHeartbeat(ofTrial trial: Int) throws(StorageError) -> Bool {
      try storage.recordHeartbeat(ofTrial: trial)
    }

    /// The address of the database, without the password.
    public var displayName: String? { storage.displayName }

    /// Always true: other processes can use the database.
    public var isShared: Bool { true }
  }

  extension Storage where Self == PostgreSQLStorage {
    /// A storage in a database of PostgreSQL, in the tables of Optuna.
    ///
    /// - Parameter url: The address of the database, such as
    ///   `postgresql://user@host/database`.
    /// - Throws: ``StorageError`` when the address is invalid.
    public static func postgreSQL(_ url: String) throws(StorageError) -> PostgreSQLStorage {
      try PostgreSQLStorage(url: url)
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
