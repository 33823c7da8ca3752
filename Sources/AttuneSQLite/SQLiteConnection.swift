#if SQLite
  package import AttuneRelational
  internal import CSQLite

  /// A connection to a file of SQLite.
  package final class SQLiteConnection: SQLConnection {
    /// The number of prepared statements that are kept.
    private static let maxStatementCount = 128

    /// The handle; nil after `close()`.
    private var handle: OpaquePointer?

    /// Prepared statements by their text.
    private var prepared: [String: OpaquePointer] = [:]

    init(owning handle: OpaquePointer) {
      self.handle = handle
    }

    deinit {
      close()
    }

    package func close() {
      finalizeStatements()
      sqlite3_close_v2(handle)
      handle = nil
    }

    package func execute(_ statements: [SQLStatement]) throws(SQLError) -> [SQLResult] {
      guard let handle else { throw SQLError(.connectionLost, "The connection is closed.") }
      for statement in statements { try statement.checkValues(for: .sqlite) }
      var results: [SQLResult] = []
      results.reserveCapacity(statements.count)
      for statement in statements {
        results.append(try run(statement, on: handle))
      }
      return results
    }

    private func run(
      _ statement: SQLStatement, on handle: OpaquePointer
    ) throws(SQLError) -> SQLResult {
      let query = try prepare(statement.text, on: handle)
      try statement.checkValueCount(Int(sqlite3_bind_parameter_count(query)))
      // A statement that is not reset keeps its locks.
      defer {
        sqlite3_reset(query)
        sqlite3_clear_bindings(query)
      }
      for (index, value) in statement.values.enumerated() {
        guard bind(value, to: query, at: Int32(index) + 1) == SQLITE_OK else {
          throw error(of: handle)
        }
      }

      var result = SQLResult()
      let changesBefore = sqlite3_total_changes(handle)
      while true {
        switch sqlite3_step(query) {
        case SQLITE_ROW: result.rows.append(row(of: query))
        case SQLITE_DONE:
          // Statements that change nothing keep the count of the last one that did.
          if sqlite3_total_changes(handle) != changesBefore {
            result.affectedCount = Int(sqlite3_changes(handle))
          }
          return result
        default: throw error(of: handle)
        }
      }
    }

    private func prepare(
      _ text: String, on handle: OpaquePointer
    ) throws(SQLError) -> OpaquePointer {
      if let query = prepared[text] { return query }
      // Texts that vary, as those with lists of identifiers, must not fill the memory.
      if prepared.count >= Self.maxStatementCount { finalizeStatements() }
      var query: OpaquePointer?
      guard sqlite3_prepare_v2(handle, text, -1, &query, nil) == SQLITE_OK else {
        throw error(of: handle)
      }
      guard let query else { throw SQLError(.other, "The statement is empty.") }
      prepared[text] = query
      return query
    }

    private func finalizeStatements() {
      for query in prepared.values { sqlite3_finalize(query) }
      prepared = [:]
    }

    private func bind(_ value: SQLValue, to query: OpaquePointer, at index: Int32) -> Int32 {
      switch value {
      case .null: return sqlite3_bind_null(query, index)
      case .int(let number): return sqlite3_bind_int64(query, index, Int64(number))
      case .double(let number): return sqlite3_bind_double(query, index, number)
      case .text(var text):
        // The macro `SQLITE_TRANSIENT`, which has SQLite copy the text.
        let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        return text.withUTF8 { bytes in
          // An empty buffer may have no address, which would be NULL.
          guard let start = bytes.baseAddress else {
            return sqlite3_bind_text(query, index, "", 0, transient)
          }
          return start.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
            sqlite3_bind_text64(
              query, index, $0, sqlite3_uint64(bytes.count), transient, UInt8(SQLITE_UTF8))
          }
        }
      }
    }

    private func row(of query: OpaquePointer) -> [SQLValue] {
      (0..<sqlite3_column_count(query)).map { index in
        switch sqlite3_column_type(query, index) {
        case SQLITE_NULL: return .null
        case SQLITE_INTEGER: return .int(Int(sqlite3_column_int64(query, index)))
        case SQLITE_FLOAT: return .double(sqlite3_column_double(query, index))
        default:
          // The text before its size: the former converts, and the latter counts the result.
          let start = sqlite3_column_text(query, index)
          let bytes = UnsafeRawBufferPointer(
            start: start, count: Int(sqlite3_column_bytes(query, index)))
          return .text(String(decoding: bytes, as: UTF8.self))
        }
      }
    }

    private func error(of handle: OpaquePointer) -> SQLError {
      let code = sqlite3_extended_errcode(handle)
      let message = String(cString: sqlite3_errmsg(handle))
      return SQLError(kind(of: code, message), code: String(code), message)
    }

    private func kind(of code: Int32, _ message: String) -> SQLError.Kind {
      switch code {
      // Constants whose macros Swift does not import: a primary code, and a number above it.
      case SQLITE_BUSY | 2 << 8: return .conflict  // BUSY_SNAPSHOT
      case SQLITE_CONSTRAINT | 8 << 8: return .duplicate  // CONSTRAINT_UNIQUE
      case SQLITE_CONSTRAINT | 6 << 8: return .duplicate  // CONSTRAINT_PRIMARYKEY
      case SQLITE_CONSTRAINT | 10 << 8: return .duplicate  // CONSTRAINT_ROWID
      case SQLITE_READONLY | 4 << 8: return .connectionLost  // READONLY_DBMOVED: another file
      default: break
      }
      switch code & 0xFF {
      case SQLITE_BUSY, SQLITE_LOCKED: return .busy
      // The rollback journal cannot be created beside the file.
      case SQLITE_READONLY, SQLITE_CANTOPEN: return .readOnly
      case SQLITE_PERM, SQLITE_AUTH: return .denied
      case SQLITE_FULL: return .full
      case SQLITE_NOTADB: return .notADatabase
      case SQLITE_ERROR where message.hasPrefix("no such table"): return .missingTable
      default: return .other
      }
    }
  }
#endif
