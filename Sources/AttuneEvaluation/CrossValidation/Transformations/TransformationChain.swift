/// Two transformations applied in sequence; see ``Transformation/then(_:)``.
public struct TransformationChain<First: Transformation, Second: Transformation<First.Row>>:
  Transformation
{
  /// Two fitted transformations applied in sequence.
  public struct Fitted: FittedTransformation {
    /// The transformation applied first.
    public let first: First.Fitted
    /// The transformation applied second.
    public let second: Second.Fitted

    /// Returns the row after both transformations.
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

  /// Fits the first transformation to the rows, and the second to the rows transformed by the
  /// first.
  public func fitted(to training: [First.Row]) throws -> Fitted {
    let fitted = try first.fitted(to: training)
    return Fitted(first: fitted, second: try second.fitted(to: fitted.apply(to: training)))
  }
}

extension TransformationChain.Fitted: Codable
where First.Fitted: Codable, Second.Fitted: Codable {}
