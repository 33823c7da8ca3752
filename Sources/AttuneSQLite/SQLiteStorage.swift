#if SQLite
  public import Attune
  internal import AttuneRelational

  /// A storage in a file of SQLite, in the tables of Optuna.
  ///
  /// Python Optuna, optuna-dashboard and this library can use the file at the same time. All processes must
  /// run on the same machine: SQLite's locks do not work on network file systems.
  ///
  /// Every operation has reached the disk when its call returns, as SQLite's default setting
  /// `synchronous = FULL` promises; a power failure loses nothing that was recorded.
  public final class SQLiteStorage: Storage {
    private let storage: RelationalStorage

    /// Creates a storage.
    ///
    /// The file is created when a study is.
    ///
    /// - Parameter path: The path of the file, whose folder must exist.
    public init(path: String) {
      storage = RelationalStorage(SQLiteDriver(path: path), filePath: path)
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

    /// The path of the file.
    public var displayName: String? { storage.displayName }

    /// Always true: other processes can open the file.
    public var isShared: Bool { true }

    /// The path of the file.
    public var filePath: String? { storage.filePath }

    /// The folder beside the file, whose name is that of the file with `.artifacts` appended.
    public var artifactStore: (any ArtifactStore)? { storage.artifactStore }
  }

  extension Storage where Self == SQLiteStorage {
    /// A storage in a file of SQLite, in the tables of Optuna.
    ///
    /// - Parameter path: The path of the file, whose folder must exist.
    public static func sqlite(_ path: String) -> SQLiteStorage { SQLiteStorage(path: path) }
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
