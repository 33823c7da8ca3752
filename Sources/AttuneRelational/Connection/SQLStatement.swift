/// A statement and the values of its placeholders.
package struct SQLStatement: Sendable {
  /// The text of one statement, in which `?` is the placeholder of a value in every dialect.
  ///
  /// In PostgreSQL the type of a placeholder follows from its context. Where the context has no
  /// type, as in `SELECT ?`, the statement needs a cast: `SELECT CAST(? AS bigint)`.
  package let text: String

  /// The values of the placeholders, in order.
  package let values: [SQLValue]

  package init(_ text: String, _ values: [SQLValue] = []) {
    self.text = text
    self.values = values
  }
}
