/// A way to find out which parameters matter, from the trials that a study has.
///
/// An evaluator is an immutable value, and what it finds depends on the trials and its settings alone:
/// the same study gives the same importances.
public protocol ImportanceEvaluator: Sendable {
  /// How important each parameter is, by name: numbers that are finite and not negative, 0 for what
  /// does not matter.
  ///
  /// - Parameter context: The trials, the parameters to judge and what they are judged for. There is at
  ///   least one trial.
  /// - Throws: ``AnalysisError`` when the parameters cannot be judged in this way.
  func importances(in context: ImportanceContext) throws(AnalysisError) -> [String: Double]
}

/// An evaluator that tells canonically equivalent names apart, as the keys of type `String` do not.
protocol NamedImportanceEvaluator: ImportanceEvaluator {
  /// What ``importances(in:)`` gives, for all names.
  func namedImportances(in context: ImportanceContext) throws(AnalysisError) -> [Name: Double]
}

extension [Name: Double] {
  /// The numbers by text; of names that are canonically equivalent the largest counts.
  var byText: [String: Double] {
    [String: Double](map { ($0.key.text, $0.value) }, uniquingKeysWith: Swift.max)
  }
}
