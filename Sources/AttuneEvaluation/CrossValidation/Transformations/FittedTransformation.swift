/// A fitted transformation, which can be applied to rows.
public protocol FittedTransformation<Row>: Sendable {
  /// The type of the rows.
  associatedtype Row

  /// Returns the transformed row.
  ///
  /// - Throws: ``EvaluationError`` if the row has another shape than the training rows.
  func apply(to row: Row) throws -> Row
}

extension FittedTransformation {
  /// Returns the transformed rows.
  ///
  /// - Throws: ``EvaluationError`` if a row has another shape than the training rows.
  public func apply(to rows: [Row]) throws -> [Row] {
    try rows.map { try apply(to: $0) }
  }
}
