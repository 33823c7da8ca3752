extension SQLStatement {
  /// The text with placeholders numbered `$1`, `$2` and so on, and their count.
  ///
  /// A `?` within a string, a quoted identifier or a comment is none.
  package var numberedText: (text: String, placeholderCount: Int) {
    var scanner = PlaceholderScanner(text)
    return scanner.numbered()
  }

  /// Checks that every dialect stores the values unchanged.
  ///
  /// PostgreSQL has no NUL in texts, and functions of SQLite end a text there. SQLite stores NaN as
  /// NULL, and MySQL has neither NaN nor infinities.
  package func checkValues(for dialect: SQLDialect) throws(SQLError) {
    for value in values {
      switch value {
      case .null, .int: break
      case .text(let text):
        if text.utf8.contains(0) {
          throw SQLError(
            .other, code: "22021", "A text contains the character NUL, which cannot be stored.")
        }
      case .double(let number):
        let isStored =
          switch dialect {
          case .postgreSQL: true
          case .sqlite: !number.isNaN
          case .mySQL: number.isFinite
          }
        if !isStored {
          throw SQLError(.other, code: "22003", "The value \(number) cannot be stored.")
        }
      }
    }
  }

  /// Checks that there are as many values as placeholders.
  package func checkValueCount(_ placeholderCount: Int) throws(SQLError) {
    guard placeholderCount == values.count else {
      throw SQLError(
        .other, code: "07001",
        "The statement has \(placeholderCount) placeholders, but \(values.count) values: \(text)")
    }
  }
}
