public import Attune
internal import Synchronization

/// A storage in the tables of Optuna, which Python programs can use at the same time.
///
/// It has one connection, which is opened when it is first needed. Its methods may be called from any thread,
/// and wait for each other.
public final class RelationalStorage: Storage {
  /// The number of trials that a batch of a first reading has.
  private let batchLength: Int

  let driver: any SQLDriver
  let session: Mutex<Session>

  /// The path of the file that holds the studies; nil for a server.
  public let filePath: String?

  /// Creates a storage, which connects when it is first used.
  ///
  /// - Parameters:
  ///   - filePath: The path of the file that holds the studies; nil for a server.
  ///   - limits: How long what failed is repeated.
  ///   - batchLength: The number of trials that a batch of a first reading has.
  package init(
    _ driver: any SQLDriver, filePath: String? = nil, limits: RetryLimits = RetryLimits(),
    batchLength: Int = 5_000
  ) {
    self.driver = driver
    self.filePath = filePath
    self.batchLength = batchLength
    session = Mutex(Session(driver, filePath: filePath, limits: limits))
  }

  /// The database, without passwords.
  public var displayName: String? { driver.displayName }

  /// Always true: other processes can use the database.
  public var isShared: Bool { true }

  /// The folder beside the file; nil for a server.
  public var artifactStore: (any ArtifactStore)? {
    filePath.map { ArtifactFolder(beside: $0) }
  }

  /// The dialect of the database.
  package var dialect: SQLDialect { driver.dialect }

  /// Performs a series of statements with the connection, and repeats it after errors that pass.
  func perform<Outcome: Sendable>(
    _ purpose: Session.Purpose,
    _ body: (inout Session) throws(RelationalFailure) -> Outcome
  ) throws(StorageError) -> Outcome {
    try session.withLock { (session) throws(StorageError) in
      try session.perform(purpose, body)
    }
  }

  // MARK: Reading

  /// Returns the next changes of a study after a position.
  ///
  /// It reads the new trials and those that have not finished, with one statement. A first reading has
  /// several batches.
  public func changes(
    in study: Int, after position: StoragePosition
  ) throws(StorageError) -> StorageBatch {
    let position = TablePosition(position)
    return try perform(.reading) { session throws(RelationalFailure) in
      guard isID(study), try session.prepareToRead() else {
        return StorageBatch(changes: [.deleted], end: StoragePosition(position))
      }
      var query = StudyQuery(dialect: dialect, study: study, position: position)
      if position.isIncomplete {
        query.lastTrial = try session.execute(
          "SELECT trial_id FROM trials WHERE study_id = ? AND trial_id > ? ORDER BY trial_id "
            + "LIMIT 1 OFFSET \(batchLength - 1)",
          [.int(study), .int(position.lastTrial)]
        ).rows.first?.first.flatMap { if case .int(let id) = $0 { id } else { nil } }
      }
      let rows = try session.execute([query.statement])[0].rows
      let reading = try read(rows, query, &session)
      // Python may create another study, to which SQLite assigns the same id.
      if reading.changes == [.deleted] { session.definitions[study] = nil }
      return StorageBatch(
        changes: reading.changes, end: StoragePosition(reading.end),
        isComplete: !reading.end.isIncomplete || reading.changes == [.deleted])
    }
  }

  /// Reads the details that the rows of a query announce, and decodes all rows.
  func read(
    _ rows: [[SQLValue]], _ query: StudyQuery, _ session: inout Session
  ) throws(RelationalFailure) -> StudyReading {
    if let details = query.continued(after: rows) {
      return try read(try session.execute([details.statement])[0].rows, details, &session)
    }
    return try RelationalFailure.passingOn { () throws(StorageError) in
      try StudyReading(
        rows, of: query, displayName: driver.displayName, decoder: &session.parameters)
    }
  }

  /// Whether a number can be an id in the database.
  func isID(_ id: Int) -> Bool { !dialect.hasSmallIntegers || Int32(exactly: id) != nil }
}
