/// The place where studies and their trials are recorded: a log of operations, or tables of a database.
///
/// A storage records operations and returns changes. It does not decide what an operation means: the rules
/// by which changes become studies and trials are implemented once, in a layer above, for all storages.
///
/// Conforming types guarantee:
///
/// - **Ids.** The storage assigns the ids of studies and trials. An id is never assigned twice, and the
///   ids of the trials of a study ascend in the order of their creation; they may have gaps.
/// - **One order.** All readers, in this process and in others, see the same trials with the same numbers.
///   A trial that has finished never changes.
/// - **Atomic commits.** Readers see all operations of a commit or none. When a commit throws, none of its
///   operations is recorded.
/// - **Exclusive decisions.** Between the changes that ``commit(in:after:deciding:)`` passes to its closure
///   and the operations that the closure returns, nothing is recorded in the study that could change the
///   decision.
/// - **Durability.** If other processes can see the storage (``isShared``), operations survive the end of the
///   process at any instant after the call that recorded them has returned. Each storage documents what a
///   power failure can lose; by default only operations that a resumed run reproduces, so never the end of a
///   trial.
///
/// All methods may be called from any thread. `StorageContract` in the module `AttuneTesting` checks a
/// storage against these guarantees.
public protocol Storage: Sendable {
  /// Returns the studies, in the order of their creation, without reading their trials.
  ///
  /// - Throws: ``StorageError`` when the storage cannot be read.
  func listStudies() throws(StorageError) -> [StudyDescription]

  /// Returns the study with exactly the given name, or nil if there is none.
  ///
  /// By default it searches ``listStudies()``.
  ///
  /// - Throws: ``StorageError`` when the storage cannot be read.
  func findStudy(named name: String) throws(StorageError) -> StudyDescription?

  /// Creates a study with its attributes, atomically.
  ///
  /// - Returns: The id of the study; nil if a study of that name exists, which is then unchanged.
  /// - Throws: ``StorageError`` when nothing can be recorded.
  func createStudy(_ template: StudyTemplate) throws(StorageError) -> Int?

  /// Deletes a study and its trials.
  ///
  /// Readers of the study receive ``StorageChange/deleted``.
  ///
  /// - Returns: Whether the study existed.
  /// - Throws: ``StorageError`` when nothing can be recorded.
  func deleteStudy(_ study: Int) throws(StorageError) -> Bool

  /// Returns the next changes of a study after a position.
  ///
  /// - Parameters:
  ///   - study: The id of the study. A study that does not exist gives ``StorageChange/deleted``.
  ///   - position: ``StoragePosition/start``, or the end of an earlier batch or commit of this study.
  /// - Throws: ``StorageError`` when the storage cannot be read.
  /// - Complexity: O(*k*) for *k* changes and unfinished trials; a log may also read other studies.
  func changes(
    in study: Int, after position: StoragePosition
  ) throws(StorageError) -> StorageBatch

  /// Records the operations that a closure decides on, given all changes that are new to the caller.
  ///
  /// - Parameters:
  ///   - study: The id of the study.
  ///   - position: The end of the changes that the caller has already read.
  ///   - decide: Receives the changes after `position`; returns the operations to record, which may be
  ///     none. It must have no effects and must not use the storage: after a conflict with another writer
  ///     it is called again, with the changes since its last call, and only its last answer counts.
  /// - Returns: The position after the operations, and the ids of the created trials.
  /// - Throws: ``StorageError`` when the storage cannot be read or written, and what `decide` throws.
  func commit(
    in study: Int, after position: StoragePosition,
    deciding decide: (StorageBatch) throws(StorageError) -> [StorageOperation]
  ) throws(StorageError) -> StorageCommit

  /// Records operations of one running trial if a condition holds, without reading changes.
  ///
  /// Most steps of a trial are recorded in this way: a parameter, a report, an attribute, the result. A
  /// database needs one statement for it. By default it returns nil, and ``commit(in:after:deciding:)`` is
  /// used instead.
  ///
  /// - Parameters:
  ///   - operations: Operations of the trial of the condition.
  ///   - condition: The condition, checked atomically with recording.
  ///   - study: The id of the study.
  /// - Returns: Whether the condition held and the operations are recorded; nil if the storage has no such
  ///   statement.
  /// - Throws: ``StorageError`` when nothing can be recorded.
  func append(
    _ operations: [StorageOperation], if condition: TrialCondition, in study: Int
  ) throws(StorageError) -> Bool?

  /// Reads one study or all studies from their beginning.
  ///
  /// By default it reads them one by one with ``changes(in:after:)``. A log reads its records once.
  ///
  /// - Parameters:
  ///   - name: The name of the study; nil for all studies.
  ///   - receive: Called with consecutive batches of a study. Batches of several studies may alternate. A
  ///     study that was deleted and created again has another id.
  /// - Throws: ``StorageError`` when the storage cannot be read, and what `receive` throws.
  func readStudies(
    named name: String?,
    _ receive: (StudyDescription, StorageBatch) throws(StorageError) -> Void
  ) throws(StorageError)

  /// Records that the worker of a trial is running, by the clock of the storage, if a condition holds.
  ///
  /// Readers receive the last heartbeat as the system attribute `attune:lease` of the trial: an object with
  /// `count`, an integer that every heartbeat changes, and `time`, the time as ISO 8601. The heartbeat changes
  /// nothing else of the trial. By default the method returns false, and the library records this attribute
  /// by ``commit(in:after:deciding:)``.
  ///
  /// - Parameters:
  ///   - condition: The condition, checked atomically with recording: a worker that continues after a pause
  ///     must not renew the lease of the next owner of its trial.
  ///   - study: The id of the study.
  /// - Returns: Whether the storage records heartbeats in this way, also if the condition does not hold.
  /// - Throws: ``StorageError`` when nothing can be recorded.
  func recordHeartbeat(
    if condition: TrialCondition, in study: Int
  ) throws(StorageError) -> Bool

  /// The name of the storage in messages, without passwords; nil if it is in memory.
  var displayName: String? { get }

  /// Whether other processes can see the storage, so that its contents survive this process.
  var isShared: Bool { get }

  /// The path of the file that holds the studies; nil by default.
  ///
  /// If it is on a local disk, workers of an earlier boot of the machine are known to have ended.
  var filePath: String? { get }

  /// The store for files of trials that belongs to the storage; nil by default.
  var artifactStore: (any ArtifactStore)? { get }
}

extension Storage {
  /// Returns the study with exactly the given name, or nil if there is none.
  public func findStudy(named name: String) throws(StorageError) -> StudyDescription? {
    try listStudies().first { $0.name.isIdentical(to: name) }
  }

  /// Returns nil: operations are recorded by commits.
  public func append(
    _ operations: [StorageOperation], if condition: TrialCondition, in study: Int
  ) throws(StorageError) -> Bool? {
    nil
  }

  /// Reads one study or all studies from their beginning, one by one.
  public func readStudies(
    named name: String?,
    _ receive: (StudyDescription, StorageBatch) throws(StorageError) -> Void
  ) throws(StorageError) {
    let studies =
      if let name { [try findStudy(named: name)].compactMap(\.self) } else { try listStudies() }
    for study in studies {
      var batch = StorageBatch(changes: [], end: .start, isComplete: false)
      while !batch.isComplete {
        batch = try changes(in: study.id, after: batch.end)
        try receive(study, batch)
      }
    }
  }

  /// Returns false: heartbeats are attributes.
  public func recordHeartbeat(
    if condition: TrialCondition, in study: Int
  ) throws(StorageError) -> Bool {
    false
  }

  /// Nil: no file holds the studies.
  public var filePath: String? { nil }

  /// Nil: trials have no files unless the study names a store.
  public var artifactStore: (any ArtifactStore)? { nil }
}
