#if PostgreSQL
  internal import AttuneRelational
  internal import CPostgreSQL

  /// The result of a statement in libpq's memory.
  struct PostgreSQLResult: ~Copyable {
    private let handle: OpaquePointer

    init(owning handle: OpaquePointer) {
      self.handle = handle
    }

    deinit {
      PQclear(handle)
    }

    /// The error of the statement; nil if it succeeded.
    var error: SQLError? {
      switch PQresultStatus(handle) {
      case PGRES_COMMAND_OK, PGRES_TUPLES_OK: return nil
      case PGRES_EMPTY_QUERY: return SQLError(.other, "The statement is empty.")
      default:
        // Swift does not import the macros of the fields, `PG_DIAG_SQLSTATE` and others.
        let code = field("C") ?? ""
        var message =
          field("M") ?? PostgreSQLConnection.firstLine(of: PQresultErrorMessage(handle))
        // The detail names, for instance, the key that exists already.
        if let detail = field("D") { message += ": \(detail)" }
        return SQLError(SQLError.kind(ofState: code), code: code, message)
      }
    }

    private func field(_ code: Unicode.Scalar) -> String? {
      PQresultErrorField(handle, Int32(code.value)).map { String(cString: $0) }
    }

    /// The rows and the count of a statement that succeeded.
    var decoded: SQLResult {
      let columns = (0..<PQnfields(handle)).map { Column(index: $0, type: PQftype(handle, $0)) }
      let rows = (0..<PQntuples(handle)).map { row in
        columns.map { value(row, $0) }
      }
      return SQLResult(rows: rows, affectedCount: affectedCount)
    }

    private var affectedCount: Int {
      // For queries, libpq counts the rows that they return.
      let tag = String(cString: PQcmdStatus(handle))
      guard ["INSERT", "UPDATE", "DELETE", "MERGE"].contains(where: tag.hasPrefix) else { return 0 }
      return Int(String(cString: PQcmdTuples(handle))) ?? 0
    }

    private struct Column {
      let index: Int32
      let type: Oid
    }

    private func value(_ row: Int32, _ column: Column) -> SQLValue {
      guard PQgetisnull(handle, row, column.index) == 0 else { return .null }
      let bytes = UnsafeRawBufferPointer(
        start: PQgetvalue(handle, row, column.index),
        count: Int(PQgetlength(handle, row, column.index)))
      let text = String(decoding: bytes, as: UTF8.self)
      // The object identifiers of types are those of `pg_type.dat`, which are permanent.
      switch column.type {
      case 16: return .int(text == "t" ? 1 : 0)  // bool
      case 20, 21, 23: return Int(text).map { .int($0) } ?? .text(text)  // int8, int2, int4
      case 700, 701, 1700:  // float4, float8, numeric
        return Double(text).map { .double($0) } ?? .text(text)
      default: return .text(text)
      }
    }
  }
#endif
