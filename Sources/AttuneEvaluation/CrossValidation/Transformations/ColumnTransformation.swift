/// A transformation of one property of each row; see ``Transformation/applied(to:)``.
public struct ColumnTransformation<Row, Base: Transformation>: Transformation {
  /// A fitted transformation of one property of each row.
  public struct Fitted: FittedTransformation {
    /// The fitted transformation of the property.
    public let base: Base.Fitted
    fileprivate let keyPath: any WritableKeyPath<Row, Base.Row> & Sendable

    /// Returns the row with the property transformed.
    public func apply(to row: Row) throws -> Row {
      var row = row
      row[keyPath: keyPath] = try base.apply(to: row[keyPath: keyPath])
      return row
    }
  }

  private let keyPath: any WritableKeyPath<Row, Base.Row> & Sendable
  private let base: Base

  init(_ keyPath: any WritableKeyPath<Row, Base.Row> & Sendable, _ base: Base) {
    self.keyPath = keyPath
    self.base = base
  }

  /// Fits the transformation to the property of the training rows.
  public func fitted(to training: [Row]) throws -> Fitted {
    Fitted(base: try base.fitted(to: training.map { $0[keyPath: keyPath] }), keyPath: keyPath)
  }
}
