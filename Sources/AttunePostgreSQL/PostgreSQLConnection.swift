#if PostgreSQL
  package import AttuneRelational
  internal import CPostgreSQL

  /// A connection to a PostgreSQL server.
  ///
  /// Statements are unnamed, since PgBouncer may run each transaction on another server connection,
  /// which would not know a prepared statement.
  package final class PostgreSQLConnection: SQLConnection {
    /// The handle; nil after `close()` and after the loss of the connection.
    private var handle: OpaquePointer?

    init(owning handle: OpaquePointer) {
      self.handle = handle
    }

    deinit {
      close()
    }

    package func close() {
      PQfinish(handle)
      handle = nil
    }

    package func execute(_ statements: [SQLStatement]) throws(SQLError) -> [SQLResult] {
      guard let handle else { throw SQLError(.connectionLost, "The connection is closed.") }
      guard !statements.isEmpty else { return [] }
      var texts: [String] = []
      for statement in statements {
        try statement.checkValues(for: .postgreSQL)
        let (text, placeholderCount) = statement.numberedText
        try statement.checkValueCount(placeholderCount)
        // The protocol counts with 16 bits.
        guard placeholderCount <= UInt16.max else {
          throw SQLError(
            .other, code: "54000", "A statement has \(placeholderCount) values, of 65,535 at most.")
        }
        texts.append(text)
      }

      guard PQenterPipelineMode(handle) == 1 else { throw lost(handle) }
      for (text, statement) in zip(texts, statements) {
        guard send(text, statement.values, to: handle) else { throw lost(handle) }
      }
      guard PQpipelineSync(handle) == 1 else { throw lost(handle) }
      return try receive(statements.count, from: handle)
    }

    private func send(
      _ text: String, _ values: [SQLValue], to handle: OpaquePointer
    ) -> Bool {
      // Texts of an unknown type, whose type the server infers: enumerations and times as well.
      let values = CStringList(values.map(\.parameter))
      return values.withPointers { pointers in
        PQsendQueryParams(
          handle, text, Int32(values.count), nil, pointers, nil, nil, 0) == 1
      }
    }

    /// Receives all results, also those after a failure, so that the connection is ready again.
    private func receive(
      _ count: Int, from handle: OpaquePointer
    ) throws(SQLError) -> [SQLResult] {
      var results: [SQLResult] = []
      results.reserveCapacity(count)
      var failure: SQLError?
      for _ in 0..<count {
        guard let result = PQgetResult(handle) else { throw lost(handle) }
        let values = PostgreSQLResult(owning: result)
        if failure == nil {
          if let error = values.error { failure = error } else { results.append(values.decoded) }
        }
        // A null pointer ends the results of a statement.
        while let surplus = PQgetResult(handle) { PQclear(surplus) }
        guard PQstatus(handle) == CONNECTION_OK else { throw lost(handle, failure) }
      }
      let end = PQgetResult(handle)
      let isSynchronized = PQresultStatus(end) == PGRES_PIPELINE_SYNC
      PQclear(end)
      guard isSynchronized, PQexitPipelineMode(handle) == 1 else { throw lost(handle, failure) }
      if let failure {
        if failure.kind == .connectionLost { close() }
        throw failure
      }
      return results
    }

    /// Closes a connection that is lost, or in an unknown state.
    private func lost(_ handle: OpaquePointer, _ failure: SQLError? = nil) -> SQLError {
      let message = failure?.message ?? Self.firstLine(of: PQerrorMessage(handle))
      close()
      return SQLError(.connectionLost, code: failure?.code ?? "", message)
    }

    /// The first line of a message of libpq, whose other lines are hints.
    static func firstLine(of message: UnsafePointer<CChar>) -> String {
      let line = String(cString: message).split(separator: "\n").first
      return line.map(String.init) ?? "The connection to the server was lost."
    }
  }

  extension SQLValue {
    /// The text of a parameter, which is exact for floating-point values; nil for NULL.
    fileprivate var parameter: String? {
      switch self {
      case .null: nil
      case .int(let number): String(number)
      case .double(let number): number.description
      case .text(let text): text
      }
    }
  }
#endif
