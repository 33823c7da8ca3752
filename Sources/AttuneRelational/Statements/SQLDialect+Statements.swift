/// The differences between the dialects; everything else is the same text for all of them.
extension SQLDialect {
  // MARK: Transactions

  /// Begins a transaction that writes.
  ///
  /// In SQLite it takes the lock of the file at once, since a transaction that begins with reading cannot
  /// always continue with writing. In the others, each statement sees what was committed before it:
  /// what is read after a lock was granted is newer than the lock.
  var begin: SQLStatement {
    switch self {
    case .sqlite: SQLStatement("BEGIN IMMEDIATE")
    case .postgreSQL: SQLStatement("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE")
    case .mySQL: SQLStatement("START TRANSACTION")
    }
  }

  /// The statement after the begin of a transaction that is sent in several parts; nil if none is needed.
  ///
  /// A machine that loses its network in a transaction would otherwise keep the locks for hours. The settings
  /// are those of the transaction, as connection poolers require.
  var limits: SQLStatement? {
    guard self == .postgreSQL else { return nil }
    return SQLStatement(
      "SELECT set_config('lock_timeout', '10s', true), "
        + "set_config('idle_in_transaction_session_timeout', '\(Self.idleLimit)s', true)")
  }

  /// The time after which the database ends a transaction that receives no statements, in seconds.
  ///
  /// The transactions of a storage are a matter of milliseconds. Others wait for locks for longer than this.
  private static let idleLimit = 12

  /// Statements that set up a new connection.
  var setup: [SQLStatement] {
    switch self {
    case .sqlite:
      [
        SQLStatement("PRAGMA synchronous = FULL"),
        // On macOS, `fsync` alone does not reach the disk.
        SQLStatement("PRAGMA fullfsync = ON"),
      ]
    case .postgreSQL: []
    case .mySQL:
      [
        SQLStatement("SET SESSION innodb_lock_wait_timeout = 10"),
        // Without it, the server shortens texts that are too long, and records them.
        SQLStatement("SET SESSION sql_mode = 'STRICT_ALL_TABLES'"),
        // The default level locks the gaps between rows as well, so that two workers that record the
        // ends of different trials would wait for each other.
        SQLStatement("SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED"),
      ]
    }
  }

  /// Statements that set up a new connection, and that only some servers know.
  var optionalSetup: [SQLStatement] {
    guard self == .mySQL else { return [] }
    // MariaDB's setting for machines that lose their network in a transaction.
    return [SQLStatement("SET SESSION idle_transaction_timeout = \(Self.idleLimit)")]
  }

  /// The end of a query that locks the rows it returns, until the end of the transaction.
  var forUpdate: String { self == .sqlite ? "" : " FOR UPDATE" }

  // MARK: Names and values

  /// The name of the column `key`, which is a keyword.
  var key: String { self == .mySQL ? "`key`" : "\"key\"" }

  /// A text column or an enumeration in a query that unites rows of several tables.
  func text(_ column: String) -> String {
    switch self {
    case .sqlite: column
    case .postgreSQL: "CAST(\(column) AS text)"
    // Columns of different collations could not be united.
    case .mySQL: "CONVERT(\(column) USING utf8mb4) COLLATE utf8mb4_bin"
    }
  }

  /// A time as text: a date, a space and a time, maybe with a fraction.
  func time(_ column: String) -> String {
    switch self {
    case .sqlite: column
    case .postgreSQL: "to_char(\(column), 'YYYY-MM-DD HH24:MI:SS.US')"
    case .mySQL: text(column)
    }
  }

  /// A missing value in a query that unites rows of several tables.
  var nullText: String { self == .postgreSQL ? "CAST(NULL AS text)" : "NULL" }

  /// A missing floating-point value in a query that unites rows of several tables.
  var nullDouble: String { self == .postgreSQL ? "CAST(NULL AS double precision)" : "NULL" }

  /// The current time by the clock of the database, as Optuna records heartbeats.
  var now: String {
    switch self {
    // With milliseconds, since a heartbeat is recognized by its change.
    case .sqlite: "strftime('%Y-%m-%d %H:%M:%f000', 'now')"
    case .postgreSQL, .mySQL: "CURRENT_TIMESTAMP"
    }
  }

  /// A join that reads the table on its left first.
  ///
  /// MySQL's statistics of a table that grows fast are old. With these it would rather read all parameters
  /// of all trials than look up those of a few.
  var orderedJoin: String { self == .mySQL ? "STRAIGHT_JOIN" : "JOIN" }

  // MARK: Insertion

  /// Whether the columns of ids, steps and counts have 32 bits.
  var hasSmallIntegers: Bool { self != .sqlite }

  /// The length of a text up to which a column stores it, in bytes; nil without a limit.
  var maxTextLength: Int? { self == .mySQL ? 65_535 : nil }

  /// The end of an insertion that replaces the values of a row with the same key.
  func replacing(_ values: [String], key: [String]) -> String {
    switch self {
    case .sqlite, .postgreSQL:
      " ON CONFLICT (\(key.joined(separator: ", "))) DO UPDATE SET "
        + values.map { "\($0) = excluded.\($0)" }.joined(separator: ", ")
    case .mySQL:
      " ON DUPLICATE KEY UPDATE "
        + values.map { "\($0) = VALUES(\($0))" }.joined(separator: ", ")
    }
  }

  /// The statement that returns the id of the row inserted last; nil if insertions return it.
  var lastInsertedID: SQLStatement? {
    switch self {
    case .sqlite: SQLStatement("SELECT last_insert_rowid()")
    case .postgreSQL: nil
    case .mySQL: SQLStatement("SELECT LAST_INSERT_ID()")
    }
  }

  /// The end of an insertion that returns the id of the row.
  func returning(_ column: String) -> String {
    self == .postgreSQL ? " RETURNING \(column)" : ""
  }

  /// The id of the trial that the transaction inserted last, as an expression in later statements of the
  /// same round trip; nil if the statements are sent one by one.
  var lastTrial: String? {
    self == .postgreSQL ? "currval(pg_get_serial_sequence('trials', 'trial_id'))" : nil
  }

  // MARK: Errors

  /// Whether an error means that the condition of a transaction in one round trip does not hold.
  func isUnmetRequirement(_ error: SQLError) -> Bool {
    // The requirement divides by the number of rows.
    self == .postgreSQL && error.code == "22012"
  }

  /// Whether an error means that the row which a new row refers to was deleted.
  func isMissingReference(_ error: SQLError) -> Bool {
    switch self {
    case .sqlite: error.code == "787"
    case .postgreSQL: error.code == "23503"
    case .mySQL: ["1216", "1452"].contains(error.code)
    }
  }
}
