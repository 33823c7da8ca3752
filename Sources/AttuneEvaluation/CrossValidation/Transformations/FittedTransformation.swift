/// A preparation of data that has learned what it needs: a function of a row.
public protocol FittedTransformation<Row>: Sendable {
  /// What is prepared.
  associatedtype Row

  /// The prepared row.
  ///
  /// - Throws: ``EvaluationError`` for a row of another kind than those fitted to.
  func apply(to row: Row) throws -> Row
}

extension FittedTransformation {
  /// The prepared rows.
  ///
  /// - Throws: ``EvaluationError`` for a row of another kind than those fitted to.
  public func apply(to rows: [Row]) throws -> [Row] {
    try rows.map { try apply(to: $0) }
  }
}
