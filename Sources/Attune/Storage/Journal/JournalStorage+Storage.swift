import Synchronization

extension JournalStorage: Storage {
  /// Returns the studies, in the order of their creation.
  ///
  /// - Complexity: O(*n*) for *n* records since the last call of a method of this object.
  public func listStudies() throws(StorageError) -> [StudyDescription] {
    try updateIndex()
    return index.withLock { index in
      index.log.studies.map(\.description).filter { index.log.isLive($0.id) }
    }
  }

  /// Creates a study with its attributes; returns nil if a study of that name exists.
  public func createStudy(_ template: StudyTemplate) throws(StorageError) -> Int? {
    try updateIndex()
    return try append { index throws(StorageError) in
      guard index.liveStudies[Name(template.name)] == nil else { return ([], nil) }
      let id = index.studies.count
      let user = template.userAttributes.map {
        LogOperation.setStudyUserAttribute(study: id, key: $0, value: $1)
      }
      let system = template.systemAttributes.map {
        LogOperation.setStudySystemAttribute(study: id, key: $0, value: $1)
      }
      return (
        [.createStudy(name: template.name, directions: template.directions)] + user + system, id
      )
    }
  }

  /// Deletes a study; returns whether it existed.
  ///
  /// Its records stay in the file; ``compact(to:)`` omits them.
  public func deleteStudy(_ study: Int) throws(StorageError) -> Bool {
    try updateIndex()
    // The first append creates the file; do not append when there is nothing to delete.
    guard index.withLock({ $0.log.isLive(study) }) else { return false }
    return try append { index throws(StorageError) in
      index.isLive(study) ? ([.deleteStudy(study)], true) : ([], false)
    }
  }

  /// Returns the next changes of a study after a position.
  ///
  /// - Throws: ``StorageError`` when the file cannot be read or a line is not a valid record; the error
  ///   names the line.
  public func changes(
    in study: Int, after position: StoragePosition
  ) throws(StorageError) -> StorageBatch {
    let start = position.token(as: JournalIndex.Position.self) ?? JournalIndex.Position()
    var changes: [StorageChange] = []
    let end = try read(after: start) { id, change in
      if id == study { changes.append(change) }
    }
    let isComplete = end.log == start.log
    // An id that no record has assigned yet.
    if isComplete, !index.withLock({ $0.log.studies.indices.contains(study) }) {
      changes.append(.deleted)
    }
    return StorageBatch(changes: changes, end: StoragePosition(end), isComplete: isComplete)
  }

  /// Records the operations that a closure decides on, given all changes that are new to the caller.
  ///
  /// All operations of a commit are written at once.
  ///
  /// - Throws: ``StorageError`` when the file cannot be written; then nothing was recorded. After a failed
  ///   `fsync`, all later calls throw as well.
  public func commit(
    in study: Int, after position: StoragePosition,
    deciding decide: (StorageBatch) throws(StorageError) -> [StorageOperation]
  ) throws(StorageError) -> StorageCommit {
    var position = position.token(as: JournalIndex.Position.self) ?? JournalIndex.Position()
    var created: [Int] = []
    try append(after: &position) { batch, start throws(StorageError) in
      var changes: [StorageChange] = []
      let end = index.withLock { index in
        index.route(batch.records, after: start, end: batch.end) { id, change in
          if id == study { changes.append(change) }
        }
      }
      let operations = try decide(StorageBatch(changes: changes, end: StoragePosition(end)))
      return (operations.map { LogOperation($0, study: study) }, end)
    } receive: { id, change in
      if id == study, case .createdTrial(let trial, _) = change { created.append(trial) }
    }
    return StorageCommit(end: StoragePosition(position), createdTrials: created)
  }

  /// Reads one study or all studies from their beginning; every record is read once.
  public func readStudies(
    named name: String?,
    _ receive: (StudyDescription, StorageBatch) throws(StorageError) -> Void
  ) throws(StorageError) {
    var position = JournalIndex.Position()
    var isComplete = false
    while !isComplete {
      let start = position
      var changes: [Int: [StorageChange]] = [:]
      position = try read(after: start) { changes[$0, default: []].append($1) }
      isComplete = position.log == start.log
      let studies = index.withLock { index in
        index.log.studies.map { ($0.description, isLive: index.log.isLive($0.description.id)) }
      }
      for (study, isLive) in studies {
        guard name.map({ study.name.isIdentical(to: $0) }) ?? true else { continue }
        let changes = changes[study.id] ?? []
        // Every batch moves the position. Trials of a deleted study may still change.
        guard isLive || changes.contains(.deleted) else { continue }
        try receive(
          study,
          StorageBatch(
            changes: changes, end: StoragePosition(position), isComplete: isComplete))
      }
    }
  }

  /// The path of the file.
  public var displayName: String? { path }

  /// Always true: other processes can open the file.
  public var isShared: Bool { true }

  /// The path of the file.
  public var filePath: String? { path }

  /// The folder beside the file, whose name is that of the file with `.artifacts` appended.
  public var artifactStore: (any ArtifactStore)? { ArtifactFolder(beside: path) }

  // MARK: Records

  /// Reads the next records, and passes their changes to a closure.
  ///
  /// - Returns: The position after them.
  private func read(
    after start: JournalIndex.Position, _ receive: (Int, StorageChange) -> Void = { _, _ in }
  ) throws(StorageError) -> JournalIndex.Position {
    let batch = try records(after: start.log)
    return index.withLock { $0.route(batch.records, after: start, end: batch.end, receive) }
  }

  /// Reads the records that the index does not know, in parts.
  private func updateIndex() throws(StorageError) {
    var position = index.withLock { $0.end }
    var isComplete = false
    while !isComplete {
      let end = try read(after: position)
      isComplete = end.log == position.log
      position = end
    }
  }

  /// Appends the operations that a closure decides on, given the studies after all records.
  private func append<Outcome: Sendable>(
    deciding decide: (LogIndex) throws(StorageError) -> ([LogOperation], Outcome)
  ) throws(StorageError) -> Outcome {
    var position = index.withLock { $0.end }
    var outcome: Outcome?
    try append(after: &position) { batch, start throws(StorageError) in
      let (end, log) = index.withLock { index in
        (index.route(batch.records, after: start, end: batch.end), index.log)
      }
      let (operations, decided) = try decide(log)
      outcome = decided
      return (operations, end)
    }
    guard let outcome else { preconditionFailure("appending asks for a decision") }
    return outcome
  }

  /// Appends the operations that a closure decides on; asks again when another writer came first.
  ///
  /// - Parameters:
  ///   - position: The end of the known records; afterwards that of the appended ones.
  ///   - decide: Receives the records after a position; returns the operations, and the position after the
  ///     records.
  ///   - receive: Called with the changes that the operations mean, and the ids of their studies.
  private func append(
    after position: inout JournalIndex.Position,
    deciding decide: (LogBatch, JournalIndex.Position) throws(StorageError) -> (
      [LogOperation], JournalIndex.Position
    ),
    receive: (Int, StorageChange) -> Void = { _, _ in }
  ) throws(StorageError) {
    while true {
      do throws(StorageError) {
        try append(after: position.log) { batch throws(StorageError) in
          let (operations, end) = try decide(batch, position)
          position = end
          return operations.map { LogRecord(worker: worker, operation: $0) }
        } conclude: { records, end in
          position = index.withLock { $0.route(records, after: position, end: end, receive) }
        }
        return
      } catch {
        guard error.isRetryable else { throw error }
      }
    }
  }
}
