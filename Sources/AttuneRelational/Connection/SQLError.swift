/// An error of a database, or of the connection to it.
package struct SQLError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What went wrong, as far as callers act on it.
  package enum Kind: Sendable, Hashable {
    /// A transaction collided with another one: a deadlock, a serialization failure, a lock that was
    /// not available in time. The transaction can be retried after a rollback.
    case conflict
    /// The database is locked, or accepts no more connections for now.
    case busy
    /// The connection ended; whether a commit was completed is unknown. The caller connects again.
    case connectionLost
    /// No server answers at the host and the port, or the server is starting or stopping.
    case unreachable
    /// The server or the file system denies access to the user.
    case denied
    /// The server has no such database, or the folder of a file does not exist.
    case missingDatabase
    /// The user or the file has no permission for the statement.
    case readOnly
    /// The disk or the table is full.
    case full
    /// A row with the same key exists.
    case duplicate
    /// A table does not exist.
    case missingTable
    /// The file is not a database.
    case notADatabase
    /// Everything else.
    case other
  }

  /// What went wrong.
  package let kind: Kind

  /// The SQLSTATE or the number of the error; empty if it has neither.
  package let code: String

  /// What happened, and for errors of `connect()` also where, and what to do.
  ///
  /// The message never contains a password.
  package let message: String

  /// The message, followed by the code.
  package var description: String { code.isEmpty ? message : "\(message) [\(code)]" }

  package init(_ kind: Kind, code: String = "", _ message: String) {
    self.kind = kind
    self.code = code
    self.message = message
  }
}
