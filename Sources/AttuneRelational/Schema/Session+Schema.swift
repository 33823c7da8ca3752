internal import Attune

extension Session {
  /// How long another process may take to create the tables and to write their version.
  private static let creationTime = Duration.seconds(3)

  /// Checks the tables before reading.
  ///
  /// - Returns: Whether there are tables; if not, there are no studies.
  mutating func prepareToRead() throws(RelationalFailure) -> Bool {
    guard !isFileMissing else { return false }
    switch schema {
    case .readable, .writable: return true
    case .unknown, .incomplete, .unmarked:
      schema = try inspection.status(in: &self).status
      // Another process may write the version in the next moment, which does not concern reading.
      if case .incomplete = schema { return false }
      return true
    }
  }

  /// Checks the tables before writing, and creates them if there are none.
  mutating func prepareToWrite() throws(RelationalFailure) {
    guard schema != .writable else { return }
    let clock = ContinuousClock()
    let deadline = clock.now + Self.creationTime
    while true {
      let (status, collations) = try inspection.status(in: &self)
      let isDue: Bool
      switch status {
      case .readable, .writable:
        try checkCollations(collations)
        let column = collations["trial_params.param_name"]
        ignoresTrailingSpaces = column.map { !Self.paddingFree.contains($0) } ?? false
        schema = .writable
        return
      case .incomplete(isEmpty: true): isDue = true
      // Another process is creating them, unless it was lost.
      case .incomplete, .unmarked, .unknown: isDue = clock.now >= deadline
      }
      if isDue { try createTables() } else { Backoff.sleep(for: .milliseconds(50)) }
    }
  }

  private var inspection: SchemaInspection {
    SchemaInspection(dialect: dialect, displayName: driver.displayName)
  }

  /// Creates the tables that are missing, in one transaction where the database can.
  private mutating func createTables() throws(RelationalFailure) {
    do throws(RelationalFailure) {
      try useWriteAheadLog()
      let collation = try collation()
      // MySQL commits each creation. Each leaves existing tables unchanged, so that another process
      // completes what a lost one began.
      try begin()
      try commit(SchemaCreation(dialect: dialect, collation: collation).statements)
    } catch {
      guard case .database(let error) = error, isConcurrentCreation(error) else { throw error }
      // Python creates the tables at the same time and was first.
      rollBack()
      Backoff.sleep(for: .milliseconds(100))
    }
  }

  /// The collations of MariaDB and MySQL 8 by which names are equal only if all bytes are; those that other
  /// servers have ignore spaces at the end.
  private static let paddingFree = ["utf8mb4_nopad_bin", "utf8mb4_0900_bin"]

  /// The collation of new tables in MySQL.
  private mutating func collation() throws(RelationalFailure) -> String {
    guard dialect == .mySQL else { return "" }
    let names = Self.paddingFree.map { "'\($0)'" }.joined(separator: ", ")
    let rows = try execute(
      "SELECT collation_name FROM information_schema.collations WHERE collation_name IN (\(names))"
    ).rows
    if case .text(let name)? = rows.first?.first { return name }
    return "utf8mb4_bin"
  }

  /// Whether the reason of an error is that another process creates the tables.
  private func isConcurrentCreation(_ error: SQLError) -> Bool {
    error.kind == .duplicate || ["42P07", "42710", "1050"].contains(error.code)
  }

  /// Refuses a database that takes different names for the same.
  private func checkCollations(_ collations: [String: String]) throws(RelationalFailure) {
    for column in Schema.nameColumns {
      guard let collation = collations[column], !collation.hasSuffix("_bin") else { continue }
      let tables = Schema.tables.map {
        "ALTER TABLE \($0.name) CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;"
      }
      throw .storage(
        StorageError(
          .unwritable,
          "the column \(column) in \(driver.displayName) has the collation "
            + "\(collation.printable), which ignores case: of two parameters `x` and `X` it would "
            + "lose one; convert the tables: SET FOREIGN_KEY_CHECKS = 0; "
            + tables.joined(separator: " ")))
    }
  }
}
