/// Builds the statements that insert rows, many with one statement.
struct Insertion {
  /// The number of rows and of bytes up to which a statement inserts.
  private static let maxRowCount = 100
  private static let maxTextLength = 500_000

  /// The study or the trial that rows belong to.
  enum Owner {
    case study(Int)
    case trial(Int)
    /// The trial that the transaction inserted last.
    case lastTrial

    var column: String {
      if case .study = self { "study_id" } else { "trial_id" }
    }
  }

  let dialect: SQLDialect

  /// Inserts rows.
  ///
  /// - Parameter suffix: The end of the statement, such as what happens to existing rows.
  func rows(
    _ table: String, _ columns: [String], _ rows: [[SQLValue]], suffix: String = ""
  ) -> [SQLStatement] {
    self.rows(table, nil, columns, rows, suffix: suffix)
  }

  /// Inserts rows of a study or a trial.
  func rows(
    _ table: String, _ owner: Owner?, _ columns: [String], _ rows: [[SQLValue]], suffix: String = ""
  ) -> [SQLStatement] {
    let names = ([owner?.column].compactMap(\.self) + columns).joined(separator: ", ")
    var ownerText: [String] = []
    var ownerValues: [SQLValue] = []
    switch owner {
    case nil: break
    case .study(let id), .trial(let id):
      ownerText = ["?"]
      ownerValues = [.int(id)]
    case .lastTrial: ownerText = [dialect.lastTrial ?? "NULL"]
    }
    let row =
      "("
      + (ownerText + Array(repeating: "?", count: columns.count)).joined(separator: ", ") + ")"
    return chunks(rows).map { rows in
      SQLStatement(
        "INSERT INTO \(table) (\(names)) VALUES "
          + Array(repeating: row, count: rows.count).joined(separator: ", ") + suffix,
        rows.flatMap { ownerValues + $0 })
    }
  }

  /// Inserts attributes; an existing one is replaced.
  func attributes(
    _ table: String, of owner: Owner, _ attributes: [(key: String, text: String)]
  ) -> [SQLStatement] {
    rows(
      table, owner, [dialect.key, "value_json"],
      attributes.map { [.text($0.key), .text($0.text)] },
      suffix: dialect.replacing(["value_json"], key: [owner.column, dialect.key]))
  }

  /// Splits rows, so that no statement is too long.
  private func chunks(_ rows: [[SQLValue]]) -> [ArraySlice<[SQLValue]>] {
    var chunks: [ArraySlice<[SQLValue]>] = []
    var start = 0
    var length = 0
    for (index, row) in rows.enumerated() {
      let own = row.reduce(0) { if case .text(let text) = $1 { $0 + text.utf8.count } else { $0 } }
      if index > start, index - start == Self.maxRowCount || length + own > Self.maxTextLength {
        chunks.append(rows[start..<index])
        (start, length) = (index, 0)
      }
      length += own
    }
    if start < rows.count { chunks.append(rows[start...]) }
    return chunks
  }
}
