public import Attune

/// A storage of any kind, as programs use that learn its kind when they run.
///
/// ``init(at:)`` opens the storage at an address.
public struct AnyStorage: Storage {
  /// The storage.
  public let base: any Storage

  /// Creates a storage that forwards to another one.
  public init(_ base: any Storage) {
    self.base = base
  }

  /// Returns the studies, in the order of their creation.
  public func listStudies() throws(StorageError) -> [StudyDescription] {
    try base.listStudies()
  }

  /// Returns the study with exactly the given name, or nil if there is none.
  public func findStudy(named name: String) throws(StorageError) -> StudyDescription? {
    try base.findStudy(named: name)
  }

  /// Creates a study with its attributes, atomically; returns nil if a study of that name exists.
  public func createStudy(_ template: StudyTemplate) throws(StorageError) -> Int? {
    try base.createStudy(template)
  }

  /// Deletes a study and its trials; returns whether it existed.
  public func deleteStudy(_ study: Int) throws(StorageError) -> Bool {
    try base.deleteStudy(study)
  }

  /// Returns the next changes of a study after a position.
  public func changes(
    in study: Int, after position: StoragePosition
  ) throws(StorageError) -> StorageBatch {
    try base.changes(in: study, after: position)
  }

  /// Records the operations that a closure decides on, given all changes that are new to the caller.
  public func commit(
    in study: Int, after position: StoragePosition,
    deciding decide: (StorageBatch) throws(StorageError) -> [StorageOperation]
  ) throws(StorageError) -> StorageCommit {
    try base.commit(in: study, after: position, deciding: decide)
  }

  /// Records operations of one running trial if a condition holds, without reading changes.
  public func append(
    _ operations: [StorageOperation], if condition: TrialCondition, in study: Int
  ) throws(StorageError) -> Bool? {
    try base.append(operations, if: condition, in: study)
  }

  /// Reads one study or all studies from their beginning.
  public func readStudies(
    named name: String?,
    _ receive: (StudyDescription, StorageBatch) throws(StorageError) -> Void
  ) throws(StorageError) {
    try base.readStudies(named: name, receive)
  }

  /// Records that the worker of a trial is running, by the clock of the storage, if a condition holds.
  public func recordHeartbeat(
    if condition: TrialCondition, in study: Int
  ) throws(StorageError) -> Bool {
    try base.recordHeartbeat(if: condition, in: study)
  }

  /// The name of the storage in messages, without passwords; nil if it is in memory.
  public var displayName: String? { base.displayName }

  /// Whether other processes can see the storage.
  public var isShared: Bool { base.isShared }

  /// The path of the file that holds the studies; nil if there is none.
  public var filePath: String? { base.filePath }

  /// The store for files of trials that belongs to the storage; nil if there is none.
  public var artifactStore: (any ArtifactStore)? { base.artifactStore }
}
