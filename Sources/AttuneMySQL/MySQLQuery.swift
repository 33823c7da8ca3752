#if MySQL
  internal import AttuneRelational
  internal import CMariaDB

  /// A statement without values, which the server answers with texts.
  struct MySQLQuery {
    private let text: String

    init(_ text: String) {
      self.text = text
    }

    func run(on handle: UnsafeMutablePointer<MYSQL>) throws(SQLError) -> SQLResult {
      guard mysql_real_query(handle, text, UInt(text.utf8.count)) == 0 else {
        throw MySQLConnection.error(of: handle)
      }
      guard let answer = mysql_store_result(handle) else {
        // No rows are an error unless the statement has no columns.
        guard mysql_field_count(handle) == 0 else { throw MySQLConnection.error(of: handle) }
        return SQLResult(affectedCount: Int(mysql_affected_rows(handle)))
      }
      defer { mysql_free_result(answer) }
      let columns = MySQLColumn.columns(of: answer)
      var result = SQLResult()
      while let row = mysql_fetch_row(answer) {
        let lengths = mysql_fetch_lengths(answer)
        result.rows.append(
          columns.indices.map { index in
            guard let start = row[index], let length = lengths?[index] else { return .null }
            let bytes = UnsafeRawBufferPointer(start: start, count: Int(length))
            return columns[index].value(of: String(decoding: bytes, as: UTF8.self))
          })
      }
      result.affectedCount = text.returnsChangedRows ? result.rows.count : 0
      return result
    }
  }
#endif
