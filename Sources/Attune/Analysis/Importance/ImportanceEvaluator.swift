/// An algorithm that computes parameter importances from the trials of a study.
///
/// An evaluator is an immutable value. Its result depends only on the trials and its settings: the same
/// study gives the same importances.
public protocol ImportanceEvaluator: Sendable {
  /// Returns the importance of each parameter by name: finite and nonnegative, 0 for no influence.
  ///
  /// - Parameter context: The trials, the parameters to evaluate and the target. There is at least one
  ///   trial.
  /// - Throws: ``AnalysisError`` if the evaluator does not support these parameters or this target.
  func importances(in context: ImportanceContext) throws(AnalysisError) -> [String: Double]
}

/// An evaluator that distinguishes canonically equivalent names, which are equal as `String` keys.
protocol NamedImportanceEvaluator: ImportanceEvaluator {
  /// Returns the result of ``importances(in:)`` for all names, without merging equivalent ones.
  func namedImportances(in context: ImportanceContext) throws(AnalysisError) -> [Name: Double]
}

extension [Name: Double] {
  /// The values by text; the largest value for canonically equivalent names.
  var byText: [String: Double] {
    [String: Double](map { ($0.key.text, $0.value) }, uniquingKeysWith: Swift.max)
  }
}
