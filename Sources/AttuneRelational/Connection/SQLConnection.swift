/// A connection to a database, used by one thread at a time.
///
/// The connection closes when it is deinitialized.
package protocol SQLConnection: AnyObject {
  /// Executes statements in order.
  ///
  /// The first failure throws, and the remaining statements are not executed. The effects of the
  /// statements before it depend on the transaction: callers send `ROLLBACK` if they sent `BEGIN`.
  /// Without `BEGIN` in the list or before it, the list is one transaction in PostgreSQL, and every
  /// statement is one in SQLite and MySQL.
  ///
  /// Values that the database cannot store, such as a text with NUL, throw before anything is executed.
  /// In PostgreSQL the list takes one round trip.
  ///
  /// - Returns: The result of each statement.
  @discardableResult
  func execute(_ statements: [SQLStatement]) throws(SQLError) -> [SQLResult]

  /// Closes the connection. Later calls of `execute` throw ``SQLError/Kind/connectionLost``.
  func close()
}

extension SQLConnection {
  /// Executes one statement.
  @discardableResult
  package func execute(
    _ text: String, _ values: [SQLValue] = []
  ) throws(SQLError) -> SQLResult {
    try execute([SQLStatement(text, values)])[0]
  }
}
