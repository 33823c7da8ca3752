internal import Attune

/// The connection of a storage, which is opened when it is needed, and again after a loss.
struct Session: Sendable {
  /// What a series of statements is for, in messages.
  enum Purpose {
    case reading, recording
  }

  let driver: any SQLDriver
  private let limits: RetryLimits

  /// The path of the file that holds the studies; nil for a server.
  private let filePath: String?

  /// The connection; nil if there is none yet, or it was lost.
  ///
  /// It is not `Sendable`, since one thread at a time may use it. The storage's mutex ensures that, and only
  /// methods of this type refer to it.
  private nonisolated(unsafe) var connection: (any SQLConnection)?

  /// Whether the server has ever answered.
  private var hasConnected = false

  /// Whether commits of SQLite may reach the disk later without a danger for the file.
  private var canDelayCommits = false

  /// Whether commits of SQLite reach the disk later.
  private var delaysCommits = false

  /// Whether a transaction was begun and not ended.
  private var isInTransaction = false

  /// What is known about the tables.
  var schema = SchemaStatus.unknown

  /// Whether the columns of names ignore spaces at the end, as in MySQL by default.
  var ignoresTrailingSpaces = false

  /// Decodes distributions.
  var parameters = ParameterDecoder()

  /// The first definitions of parameters, by study.
  var definitions: [Int: [Name: ParameterDefinition]] = [:]

  init(_ driver: any SQLDriver, filePath: String?, limits: RetryLimits) {
    self.driver = driver
    self.filePath = filePath
    self.limits = limits
  }

  var dialect: SQLDialect { driver.dialect }

  /// Builds statements; valid after the tables were checked.
  var writer: TrialWriter {
    TrialWriter(
      rules: WritingRules(
        dialect: dialect, displayName: driver.displayName,
        ignoresTrailingSpaces: ignoresTrailingSpaces))
  }

  /// Performs a series of statements, and repeats it after errors that pass.
  ///
  /// The body must be right when it is repeated: a transaction that collided is rolled back, but one whose
  /// connection was lost while it was committed may have been committed.
  mutating func perform<Outcome>(
    _ purpose: Purpose, _ body: (inout Session) throws(RelationalFailure) -> Outcome
  ) throws(StorageError) -> Outcome {
    var backoff = Backoff(limits)
    var hasNotice = false
    while true {
      do throws(RelationalFailure) {
        return try body(&self)
      } catch {
        rollBack()
        switch error {
        case .storage(let error): throw error
        case .database(let error):
          guard backoff.wait(after: error.kind, hasConnected: hasConnected) else {
            throw storageError(error, purpose)
          }
          if !hasNotice, let duration = backoff.lossDuration, duration >= limits.notice {
            hasNotice = true
            Logging.log(
              .warning,
              "The connection to the database \(driver.displayName) is lost: \(error.description) Trying "
                + "again for \(limits.reconnection).")
          }
        }
      }
    }
  }

  // MARK: Statements

  /// Executes statements, in one round trip where the database can.
  @discardableResult
  mutating func execute(_ statements: [SQLStatement]) throws(RelationalFailure) -> [SQLResult] {
    do throws(SQLError) {
      return try connected().execute(statements)
    } catch {
      if error.kind == .connectionLost {
        connection = nil
        isInTransaction = false
      }
      throw .database(error)
    }
  }

  /// Executes a statement.
  @discardableResult
  mutating func execute(
    _ text: String, _ values: [SQLValue] = []
  ) throws(RelationalFailure) -> SQLResult {
    try execute([SQLStatement(text, values)])[0]
  }

  /// Begins a transaction and executes its first statements; returns the results of these.
  @discardableResult
  mutating func begin(
    _ statements: [SQLStatement] = []
  ) throws(RelationalFailure) -> ArraySlice<SQLResult> {
    let begin = [dialect.begin, dialect.limits].compactMap(\.self)
    // Set before, since the transaction has begun when a later statement fails.
    isInTransaction = true
    return try execute(begin + statements).dropFirst(begin.count)
  }

  /// Executes the last statements of a transaction and commits it; returns the results of these.
  @discardableResult
  mutating func commit(
    _ statements: [SQLStatement] = []
  ) throws(RelationalFailure) -> ArraySlice<SQLResult> {
    let results = try execute(statements + [SQLStatement("COMMIT")])
    isInTransaction = false
    return results.dropLast()
  }

  /// Ends a transaction without recording anything.
  mutating func rollBack() {
    guard isInTransaction, let connection else { return }
    isInTransaction = false
    do throws(SQLError) {
      try connection.execute("ROLLBACK")
    } catch {
      // SQLite reports an error if it has ended the transaction. After any other error, the next
      // statement uses a new connection.
      guard error.kind != .other else { return }
      connection.close()
      self.connection = nil
    }
  }

  /// Whether there is no file yet, which connecting would create.
  var isFileMissing: Bool {
    guard connection == nil, let filePath else { return false }
    do throws(SystemError) {
      _ = try FileKind(of: filePath)
      return false
    } catch {
      return error.isMissing
    }
  }

  private mutating func connected() throws(SQLError) -> any SQLConnection {
    if let connection { return connection }
    let connection = try driver.connect()
    if !dialect.setup.isEmpty { _ = try connection.execute(dialect.setup) }
    if dialect == .sqlite {
      canDelayCommits = try connection.execute("PRAGMA journal_mode").rows == [[.text("wal")]]
      delaysCommits = false
    }
    for statement in dialect.optionalSetup {
      do throws(SQLError) {
        _ = try connection.execute([statement])
      } catch {
        guard error.kind == .other else { throw error }
      }
    }
    self.connection = connection
    hasConnected = true
    return connection
  }

  // MARK: Durability

  /// Chooses whether the next transaction may be lost by a power failure, where a database can choose.
  ///
  /// That is a new file of SQLite, which has a write-ahead log. There, a transaction that is synchronized
  /// synchronizes those before it as well.
  mutating func delayCommits(_ isDelayed: Bool) throws(RelationalFailure) {
    guard dialect == .sqlite else { return }
    // The connection tells whether the file has such a log.
    do throws(SQLError) { _ = try connected() } catch { throw .database(error) }
    guard canDelayCommits, delaysCommits != isDelayed else { return }
    try execute("PRAGMA synchronous = \(isDelayed ? "NORMAL" : "FULL")")
    delaysCommits = isDelayed
  }

  /// Gives a new file of SQLite a write-ahead log: writers do not wait for readers, and a commit
  /// synchronizes one file once.
  mutating func useWriteAheadLog() throws(RelationalFailure) {
    guard dialect == .sqlite else { return }
    canDelayCommits = try execute("PRAGMA journal_mode = WAL").rows == [[.text("wal")]]
  }

  // MARK: Errors

  private func storageError(_ error: SQLError, _ purpose: Purpose) -> StorageError {
    let name = driver.displayName
    // Errors of connecting name the database and the remedy.
    let isLost = error.kind == .connectionLost || error.kind == .unreachable
    guard hasConnected, connection != nil || isLost else {
      return StorageError(code(error, purpose), error.description, underlyingError: error)
    }
    let advice =
      switch error.kind {
      case .conflict, .busy:
        "other connections held their locks for longer than \(limits.conflicts); "
          + "end transactions that stay open, or use fewer workers"
      case .connectionLost, .unreachable:
        "the connection was lost and not restored within \(limits.reconnection); "
          + "check the server and run the same command again"
      case .denied, .readOnly: "check the permissions of the user or of the file"
      case .full: "free space on the disk of the database"
      case .missingDatabase: "name the database in the URL"
      case .missingTable: "the tables of Optuna were removed; create the study again"
      case .notADatabase: "check the path"
      case .duplicate, .other: "check the database, for instance with `attune doctor`"
      }
    let action = purpose == .reading ? "cannot be read" : "cannot be changed"
    return StorageError(
      code(error, purpose), "the database \(name) \(action): \(error.description); \(advice)",
      underlyingError: error)
  }

  private func code(_ error: SQLError, _ purpose: Purpose) -> StorageError.Code {
    if error.kind == .notADatabase { return .corrupt }
    return purpose == .reading ? .unreadable : .unwritable
  }
}

extension Session {
  /// Returns the id of the row that was inserted last.
  mutating func lastInsertedID() throws(RelationalFailure) -> Int {
    guard let statement = dialect.lastInsertedID,
      case .int(let id)? = try execute([statement])[0].rows.first?.first
    else {
      throw .database(SQLError(.other, "The database returned no id for a new row."))
    }
    return id
  }
}
