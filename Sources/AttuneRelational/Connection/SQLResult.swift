/// The outcome of a statement.
package struct SQLResult: Sendable, Equatable {
  /// The rows of a query, or of a `RETURNING` clause; empty for other statements.
  package var rows: [[SQLValue]]

  /// The number of rows that an insertion, an update or a deletion matched, including the rows that
  /// had the new values before; zero for other statements.
  ///
  /// MySQL counts a row twice if `ON DUPLICATE KEY UPDATE` changes it.
  package var affectedCount: Int

  package init(rows: [[SQLValue]] = [], affectedCount: Int = 0) {
    self.rows = rows
    self.affectedCount = affectedCount
  }
}
