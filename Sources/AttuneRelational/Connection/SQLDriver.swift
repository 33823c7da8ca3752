/// A database that connections can be made to.
package protocol SQLDriver: Sendable {
  /// The dialect of the statements.
  var dialect: SQLDialect { get }

  /// The database in messages, without the password.
  var displayName: String { get }

  /// Opens a connection.
  ///
  /// - Throws: An error that names the database and what to do.
  func connect() throws(SQLError) -> any SQLConnection
}
