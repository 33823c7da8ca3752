/// Leaves rows as they are.
public struct Identity<Row>: Transformation, FittedTransformation {
  /// Creates the transformation.
  public init() {}

  /// There is nothing to learn.
  public func fitted(to training: [Row]) -> Identity { self }

  /// The row itself.
  public func apply(to row: Row) -> Row { row }
}

extension Transformation {
  /// No preparation.
  public static func unchanged<Element>() -> Self where Self == Identity<Element> { Identity() }
}
