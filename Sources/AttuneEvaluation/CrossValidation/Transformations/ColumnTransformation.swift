/// A transformation of a part of each row; see ``Transformation/on(_:)``.
public struct ColumnTransformation<Row, Base: Transformation>: Transformation {
  /// A fitted transformation of a part of each row.
  public struct Fitted: FittedTransformation {
    /// What is applied to the part.
    public let base: Base.Fitted
    fileprivate let part: any WritableKeyPath<Row, Base.Row> & Sendable

    /// The row with its part prepared.
    public func apply(to row: Row) throws -> Row {
      var row = row
      row[keyPath: part] = try base.apply(to: row[keyPath: part])
      return row
    }
  }

  private let part: any WritableKeyPath<Row, Base.Row> & Sendable
  private let base: Base

  init(_ part: any WritableKeyPath<Row, Base.Row> & Sendable, _ base: Base) {
    self.part = part
    self.base = base
  }

  /// Fits the transformation to the parts of the rows.
  public func fitted(to training: [Row]) throws -> Fitted {
    Fitted(base: try base.fitted(to: training.map { $0[keyPath: part] }), part: part)
  }
}
