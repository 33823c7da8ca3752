/// Evaluates parameters by the fraction of the objective's variance that each explains alone (fANOVA).
///
/// A random forest is fitted to the trials, and its predictions over the whole search space are
/// decomposed. The result therefore describes what changes the objective anywhere, including among bad
/// values. It requires trials that cover the space, such as those of random search. Only parameters that
/// all trials have are evaluated, for one objective.
///
/// Before normalization the importances sum to at most 1. Interactions between parameters are missing
/// from the sum.
///
/// - Note: F. Hutter, H. Hoos and K. Leyton-Brown, "An Efficient Approach for Assessing Hyperparameter
///   Importance", ICML 2014. The importance of a parameter U is the paper's F_U = V_U / V, the variance
///   of its marginal prediction over the total variance. The forest and the encoding of parameters are
///   those of Optuna 5, and the importances lie within its spread over seeds: numerical parameters are
///   averaged over uniformly, even on a logarithmic scale, and categorical ones are one-hot encoded.
public struct FANOVAEvaluator: NamedImportanceEvaluator {
  /// The settings of the forest, by default Optuna's.
  public struct Configuration: Sendable, Hashable {
    /// The number of trees; 64 as in Optuna.
    public var treeCount = 64

    /// The maximum depth of a tree; 64 as in Optuna.
    public var maximumDepth = 64

    /// The seed of the random number generator; 0 unless set.
    public var seed: UInt64 = 0

    /// Creates the default settings, which are Optuna's.
    public init() {}

    /// Whether the settings describe a forest.
    var isValid: Bool { treeCount >= 1 && maximumDepth >= 1 }
  }

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

  /// Returns the importance of each parameter.
  ///
  /// - Throws: ``AnalysisError`` if the target is all objectives of a multi-objective study, if the
  ///   trials have no parameters in common or lack the requested ones, if distributions differ between
  ///   trials, or if the predictions do not vary.
  /// - Complexity: O(*t* · *n* · *d* · (*h* + *d*)) for *t* trees of height *h*, *n* trials and *d*
  ///   parameters; choices with many labels add up to O(*t* · *n*²).
  public func importances(in context: ImportanceContext) throws(AnalysisError) -> [String: Double] {
    try namedImportances(in: context).byText
  }

  func namedImportances(in context: ImportanceContext) throws(AnalysisError) -> [Name: Double] {
    let trials = try ForestTrials(context)
    var importances = Dictionary(uniqueKeysWithValues: trials.names.map { ($0, 0.0) })
    guard let forest = trials.forest(configuration) else { return importances }
    // F_U = V_U / V for each single parameter U, averaged over the trees.
    guard let fractions = VarianceDecomposition.fractions(in: forest) else {
      throw AnalysisError(
        .unsupported,
        "fANOVA found no variance to explain in study \"\(context.study.name)\": all trials have the same "
          + "value or the same parameters; run more trials, or use PED-ANOVA")
    }
    for (parameter, fraction) in zip(trials.space.parameters, fractions) {
      importances[parameter.key] = fraction
    }
    return importances
  }
}

extension ForestTrials {
  /// Returns a forest grown on the points, or nil without points.
  func forest(_ configuration: FANOVAEvaluator.Configuration) -> RandomForest? {
    points.map {
      RandomForest(
        growingOn: $0, treeCount: configuration.treeCount,
        rules: TreeRules(maximumDepth: configuration.maximumDepth), seed: configuration.seed)
    }
  }
}

extension ImportanceEvaluator where Self == FANOVAEvaluator {
  /// fANOVA: the fraction of the objective's variance that a parameter explains alone.
  public static func fANOVA(
    _ configuration: FANOVAEvaluator.Configuration = FANOVAEvaluator.Configuration()
  ) -> FANOVAEvaluator {
    FANOVAEvaluator(configuration)
  }
}
