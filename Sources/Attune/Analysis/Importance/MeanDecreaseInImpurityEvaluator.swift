/// Evaluates parameters by the mean decrease in impurity (MDI) of a random forest.
///
/// The importance of a parameter is the reduction in variance at all splits on it, weighted by the
/// number of trials that reach the split, and averaged over the trees. It explains the values of the
/// recorded trials, wherever they lie in the search space. Only parameters that all trials have are
/// evaluated, for one objective.
///
/// - Note: G. Louppe, L. Wehenkel, A. Sutera and P. Geurts, "Understanding Variable Importances in
///   Forests of Randomized Trees", NeurIPS 2013, section 2.2, eq. (2). The forest and the encoding of
///   parameters are those of Optuna 5, and the importances lie within its spread over seeds. They favour
///   parameters with many values.
public struct MeanDecreaseInImpurityEvaluator: NamedImportanceEvaluator {
  /// The settings of the forest, by default Optuna's.
  public typealias Configuration = FANOVAEvaluator.Configuration

  /// The settings.
  public let configuration: Configuration

  /// Creates the evaluator.
  ///
  /// - Precondition: The number of trees and their depth are positive.
  public init(_ configuration: Configuration = Configuration()) {
    precondition(
      configuration.isValid,
      "the number of trees and the depth must be at least 1: \(configuration)")
    self.configuration = configuration
  }

  /// Returns the importance of each parameter; they sum to 1 unless all are 0.
  ///
  /// - Throws: ``AnalysisError`` if the target is all objectives of a multi-objective study, if the
  ///   trials have no parameters in common or lack the requested ones, or if distributions differ
  ///   between trials.
  /// - Complexity: O(*t* · *n* · *d* · *h*) for *t* trees of height *h*, *n* trials and *d*
  ///   parameters.
  public func importances(in context: ImportanceContext) throws(AnalysisError) -> [String: Double] {
    try namedImportances(in: context).byText
  }

  func namedImportances(in context: ImportanceContext) throws(AnalysisError) -> [Name: Double] {
    let trials = try ForestTrials(context)
    var importances = Dictionary(uniqueKeysWithValues: trials.names.map { ($0, 0.0) })
    guard let forest = trials.forest(configuration) else { return importances }
    // Imp(X) of eq. (2): p(t) Δi(s, t), summed over the splits on X and averaged over the trees.
    for (parameter, decrease) in zip(trials.space.parameters, forest.impurityDecreases()) {
      importances[parameter.key] = decrease
    }
    return importances
  }
}

extension ImportanceEvaluator where Self == MeanDecreaseInImpurityEvaluator {
  /// The mean decrease in impurity of a random forest at splits on a parameter.
  public static func meanDecreaseInImpurity(
    _ configuration: MeanDecreaseInImpurityEvaluator.Configuration =
      MeanDecreaseInImpurityEvaluator.Configuration()
  ) -> MeanDecreaseInImpurityEvaluator {
    MeanDecreaseInImpurityEvaluator(configuration)
  }
}
