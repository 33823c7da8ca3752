#if MySQL
  internal import AttuneRelational
  internal import CMariaDB

  /// A prepared statement.
  final class MySQLStatement {
    /// The number of values that the statement needs.
    let placeholderCount: Int

    private let handle: UnsafeMutablePointer<MYSQL_STMT>
    private let returnsChangedRows: Bool

    init(_ text: String, on connection: UnsafeMutablePointer<MYSQL>) throws(SQLError) {
      guard let handle = mysql_stmt_init(connection) else {
        throw MySQLConnection.error(of: connection)
      }
      guard mysql_stmt_prepare(handle, text, UInt(text.utf8.count)) == 0 else {
        let error = Self.error(of: handle)
        mysql_stmt_close(handle)
        throw error
      }
      self.handle = handle
      placeholderCount = Int(mysql_stmt_param_count(handle))
      returnsChangedRows = text.returnsChangedRows
    }

    deinit {
      mysql_stmt_close(handle)
    }

    /// Executes the statement with as many values as it has placeholders.
    func run(_ values: [SQLValue]) throws(SQLError) -> SQLResult {
      let parameters = MySQLParameters(values)
      guard mysql_stmt_bind_param(handle, parameters.bindings) == 0,
        mysql_stmt_execute(handle) == 0
      else { throw Self.error(of: handle) }
      // The columns of each execution, since the table may have changed after the preparation.
      guard let answer = mysql_stmt_result_metadata(handle) else {
        return SQLResult(affectedCount: Int(mysql_stmt_affected_rows(handle)))
      }
      defer {
        mysql_free_result(answer)
        mysql_stmt_free_result(handle)
      }
      let rows = try fetchRows(MySQLColumn.columns(of: answer))
      return SQLResult(rows: rows, affectedCount: returnsChangedRows ? rows.count : 0)
    }

    private func fetchRows(_ columns: [MySQLColumn]) throws(SQLError) -> [[SQLValue]] {
      let row = MySQLRow(columns)
      guard mysql_stmt_bind_result(handle, row.bindings) == 0,
        mysql_stmt_store_result(handle) == 0
      else { throw Self.error(of: handle) }
      var rows: [[SQLValue]] = []
      while true {
        switch mysql_stmt_fetch(handle) {
        case 0, MYSQL_DATA_TRUNCATED: rows.append(try row.values(of: handle))
        case MYSQL_NO_DATA: return rows
        default: throw Self.error(of: handle)
        }
      }
    }

    /// The last error of a statement.
    static func error(of handle: UnsafeMutablePointer<MYSQL_STMT>) -> SQLError {
      SQLError(number: mysql_stmt_errno(handle), message: String(cString: mysql_stmt_error(handle)))
    }
  }

  extension String {
    /// Whether rows that the statement returns are those that it inserted or deleted.
    var returnsChangedRows: Bool {
      let verb = drop { $0.isWhitespace }.prefix { $0.isLetter }.uppercased()
      return ["INSERT", "REPLACE", "UPDATE", "DELETE"].contains(verb)
    }
  }
#endif
