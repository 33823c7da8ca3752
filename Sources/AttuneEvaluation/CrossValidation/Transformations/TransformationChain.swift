/// One transformation after the other; see ``Transformation/then(_:)``.
public struct TransformationChain<First: Transformation, Second: Transformation<First.Row>>:
  Transformation
{
  /// Two fitted transformations, one after the other.
  public struct Fitted: FittedTransformation {
    /// What is applied first.
    public let first: First.Fitted
    /// What is applied to its results.
    public let second: Second.Fitted

    /// What the second makes of what the first makes of the row.
    public func apply(to row: First.Row) throws -> First.Row {
      try second.apply(to: first.apply(to: row))
    }
  }

  private let first: First
  private let second: Second

  init(_ first: First, _ second: Second) {
    self.first = first
    self.second = second
  }

  /// Fits the first to the rows, and the second to what the first makes of them.
  public func fitted(to training: [First.Row]) throws -> Fitted {
    let fitted = try first.fitted(to: training)
    return Fitted(first: fitted, second: try second.fitted(to: fitted.apply(to: training)))
  }
}

extension TransformationChain.Fitted: Codable
where First.Fitted: Codable, Second.Fitted: Codable {}
