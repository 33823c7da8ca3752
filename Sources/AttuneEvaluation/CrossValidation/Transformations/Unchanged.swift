/// Leaves rows as they are.
public struct Unchanged<Row>: Transformation, FittedTransformation {
  /// Creates the transformation.
  public init() {}

  /// There is nothing to learn.
  public func fitted(to training: [Row]) -> Unchanged { self }

  /// The row itself.
  public func apply(to row: Row) -> Row { row }
}

extension Transformation {
  /// No preparation.
  public static func unchanged<Element>() -> Self where Self == Unchanged<Element> { Unchanged() }
}
