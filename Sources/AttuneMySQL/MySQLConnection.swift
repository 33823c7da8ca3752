#if MySQL
  package import AttuneRelational
  internal import CMariaDB

  /// A connection to a server of MySQL or MariaDB.
  package final class MySQLConnection: SQLConnection {
    /// The number of prepared statements that are kept.
    private static let maxStatementCount = 128

    /// The handle; nil after `close()` and after the loss of the connection.
    private var handle: UnsafeMutablePointer<MYSQL>?

    /// Prepared statements by their text.
    private var prepared: [String: MySQLStatement] = [:]

    init(owning handle: UnsafeMutablePointer<MYSQL>) {
      self.handle = handle
    }

    deinit {
      close()
    }

    package func close() {
      prepared = [:]
      if let handle { mysql_close(handle) }
      handle = nil
    }

    package func execute(_ statements: [SQLStatement]) throws(SQLError) -> [SQLResult] {
      guard let handle else { throw SQLError(.connectionLost, "The connection is closed.") }
      for statement in statements { try statement.checkValues(for: .mySQL) }
      do {
        var results: [SQLResult] = []
        results.reserveCapacity(statements.count)
        for statement in statements { results.append(try run(statement, on: handle)) }
        return results
      } catch {
        if error.kind == .connectionLost { close() }
        throw error
      }
    }

    private func run(
      _ statement: SQLStatement, on handle: UnsafeMutablePointer<MYSQL>
    ) throws(SQLError) -> SQLResult {
      // Preparing takes a round trip, and MySQL prepares no `BEGIN`.
      if statement.values.isEmpty { return try MySQLQuery(statement.text).run(on: handle) }
      let prepared = try prepare(statement.text, on: handle)
      try statement.checkValueCount(prepared.placeholderCount)
      do {
        return try prepared.run(statement.values)
      } catch {
        // The library cannot use a statement again whose table has other columns now.
        self.prepared[statement.text] = nil
        throw error
      }
    }

    private func prepare(
      _ text: String, on handle: UnsafeMutablePointer<MYSQL>
    ) throws(SQLError) -> MySQLStatement {
      if let statement = prepared[text] { return statement }
      // Texts that vary, as those with lists of identifiers, must not fill the server's memory.
      if prepared.count >= Self.maxStatementCount { prepared = [:] }
      let statement = try MySQLStatement(text, on: handle)
      prepared[text] = statement
      return statement
    }

    /// The last error of a connection.
    static func error(of handle: UnsafeMutablePointer<MYSQL>) -> SQLError {
      SQLError(number: mysql_errno(handle), message: String(cString: mysql_error(handle)))
    }
  }
#endif
