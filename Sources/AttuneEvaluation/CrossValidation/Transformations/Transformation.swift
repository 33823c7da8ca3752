/// A preparation of data that learns from data: what it learns comes from training rows alone.
///
/// Unfitted, it cannot be applied, and `Trial.crossValidate(_:of:preparedBy:)` fits it to the
/// training rows of each fold; so there is no way to let it see validation rows by accident. The
/// final model's preparation is fitted to all rows that the model is fitted to, never to the test set.
///
/// ```swift
/// let preparation = Imputation().then(Standardization()).on(\Example.features)
/// ```
public protocol Transformation<Row>: Sendable {
  /// What is prepared, as the features of an example, or an example as a whole.
  associatedtype Row

  /// What fitting gives.
  associatedtype Fitted: FittedTransformation<Row>

  /// Learns from training rows.
  ///
  /// - Throws: ``EvaluationError`` for rows that there is nothing to learn from.
  func fitted(to training: [Row]) throws -> Fitted
}

extension Transformation {
  /// This transformation with another one behind it, which is fitted to what this one makes of the
  /// training rows.
  public func then<Next: Transformation<Row>>(_ next: Next) -> TransformationChain<Self, Next> {
    TransformationChain(self, next)
  }

  /// This transformation of a part of larger rows, as of the features of examples.
  public func on<Whole>(
    _ part: any WritableKeyPath<Whole, Row> & Sendable
  ) -> ColumnTransformation<Whole, Self> {
    ColumnTransformation(part, self)
  }
}
