/// A transformation of rows whose parameters are learned from training rows.
///
/// It cannot be applied before it is fitted, and `Trial.crossValidate(_:of:preparedBy:)` fits it to
/// the training rows of each fold, so validation rows cannot leak into it by accident. For the
/// final model, fit it to the rows that the model is fitted to, never to the test set.
///
/// ```swift
/// let preparation = Imputation().then(Standardization()).applied(to: \Example.features)
/// ```
public protocol Transformation<Row>: Sendable {
  /// The type of the rows, such as the features of an example, or whole examples.
  associatedtype Row

  /// The type of the fitted transformation.
  associatedtype Fitted: FittedTransformation<Row>

  /// Returns the transformation fitted to training rows.
  ///
  /// - Throws: ``EvaluationError`` if the rows do not permit a fit.
  func fitted(to training: [Row]) throws -> Fitted
}

extension Transformation {
  /// Returns this transformation followed by another one, which is fitted to the training rows that
  /// this one has transformed.
  public func then<Next: Transformation<Row>>(_ next: Next) -> TransformationChain<Self, Next> {
    TransformationChain(self, next)
  }

  /// Returns this transformation applied to one property of larger rows, such as the features of
  /// examples.
  ///
  /// The other properties stay unchanged.
  public func applied<Whole>(
    to keyPath: any WritableKeyPath<Whole, Row> & Sendable
  ) -> ColumnTransformation<Whole, Self> {
    ColumnTransformation(keyPath, self)
  }
}
