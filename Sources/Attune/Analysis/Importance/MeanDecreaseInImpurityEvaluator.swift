/// Judges parameters by how much the divisions of a random forest along each of them gain.
///
/// It is the importance that a forest has as a by-product: by how much the trials' squared distances
/// from their means shrink where a tree divides them by that parameter. It tells what explains the trials
/// there were, wherever they lie. It judges parameters that all trials have, and one objective.
///
/// - Note: G. Louppe et al., "Understanding Variable Importances in Forests of Randomized Trees",
///   NeurIPS 2013. The forest and the treatment of parameters are those of Optuna 5, in whose spread over
///   seeds the importances lie. They favour parameters with many values.
public struct MeanDecreaseInImpurityEvaluator: NamedImportanceEvaluator {
  /// The settings of the forest, by default Optuna's.
  public typealias Configuration = FANOVAEvaluator.Configuration

  /// The settings.
  public let configuration: Configuration

  /// Creates the evaluator.
  ///
  /// - Precondition: The number of trees and their depth are positive.
  public init(_ configuration: Configuration = Configuration()) {
    precondition(configuration.isValid, "these settings grow no forest: \(configuration)")
    self.configuration = configuration
  }

  /// How important each parameter is; they add up to 1 unless nothing varies.
  ///
  /// - Throws: ``AnalysisError`` when the target is all of several objectives, and when the trials have no
  ///   parameters in common or do not have those asked for, equally defined.
  /// - Complexity: O(*t* · *n* · *d* · *h*) for *t* trees of height *h*, *n* trials and *d*
  ///   parameters.
  public func importances(in context: ImportanceContext) throws(AnalysisError) -> [String: Double] {
    try namedImportances(in: context).byText
  }

  func namedImportances(in context: ImportanceContext) throws(AnalysisError) -> [Name: Double] {
    let trials = try ForestTrials(context)
    var importances = Dictionary(uniqueKeysWithValues: trials.names.map { ($0, 0.0) })
    guard let forest = trials.forest(configuration) else { return importances }
    for (parameter, decrease) in zip(trials.space.parameters, forest.impurityDecreases()) {
      importances[parameter.key] = decrease
    }
    return importances
  }
}

extension ImportanceEvaluator where Self == MeanDecreaseInImpurityEvaluator {
  /// The mean decrease in impurity: how much a random forest gains by dividing trials by a parameter.
  public static func meanDecreaseInImpurity(
    _ configuration: MeanDecreaseInImpurityEvaluator.Configuration =
      MeanDecreaseInImpurityEvaluator.Configuration()
  ) -> MeanDecreaseInImpurityEvaluator {
    MeanDecreaseInImpurityEvaluator(configuration)
  }
}
