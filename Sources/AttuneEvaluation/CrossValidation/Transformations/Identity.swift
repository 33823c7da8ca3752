/// A transformation that leaves rows unchanged.
public struct Identity<Row>: Transformation, FittedTransformation {
  /// Creates the transformation.
  public init() {}

  /// Returns the transformation itself, which learns nothing.
  public func fitted(to training: [Row]) -> Identity { self }

  /// Returns the row unchanged.
  public func apply(to row: Row) -> Row { row }
}

extension Transformation {
  /// A transformation that leaves rows unchanged.
  public static func unchanged<Element>() -> Self where Self == Identity<Element> { Identity() }
}
