/// Judges parameters by the share of the objective's variance that each of them explains on its own.
///
/// A random forest is fitted to the trials; its predictions over the whole space, not the trials, decide.
/// So it tells what moves the objective anywhere, also among bad values, and needs trials that cover the
/// space, as random search gives them. It judges parameters that all trials have, and one objective.
///
/// Before they are normalized, the importances add up to at most 1; what parameters do only together is
/// missing from the sum.
///
/// - Note: F. Hutter, H. Hoos and K. Leyton-Brown, "An Efficient Approach for Assessing Hyperparameter
///   Importance", ICML 2014. The forest and the treatment of parameters are those of Optuna 5, in whose
///   spread over seeds the importances lie: numbers are averaged over evenly on a logarithmic scale as
///   well, and choices by one indicator for each.
public struct FANOVAEvaluator: NamedImportanceEvaluator {
  /// The settings of the forest, by default Optuna's.
  public struct Configuration: Sendable, Hashable {
    /// How many trees are grown; 64 as in Optuna.
    public var treeCount = 64

    /// How many divisions at most lead to a prediction; 64 as in Optuna.
    public var maximumDepth = 64

    /// What random numbers derive from; always the same unless set.
    public var seed: UInt64 = 0

    /// Creates Optuna's settings.
    public init() {}

    /// Whether trees can be grown.
    var isValid: Bool { treeCount >= 1 && maximumDepth >= 1 }
  }

  /// The settings.
  public let configuration: Configuration

  /// Creates the evaluator.
  ///
  /// - Precondition: The number of trees and their depth are positive.
  public init(_ configuration: Configuration = Configuration()) {
    precondition(configuration.isValid, "these settings grow no forest: \(configuration)")
    self.configuration = configuration
  }

  /// How important each parameter is.
  ///
  /// - Throws: ``AnalysisError`` when the target is all of several objectives, when the trials have no
  ///   parameters in common or do not have those asked for, equally defined, and when nothing varies.
  /// - Complexity: O(*t* · *n* · *d* · (*h* + *d*)) for *t* trees of height *h*, *n* trials and *d*
  ///   parameters; choices with many labels add up to O(*t* · *n*²).
  public func importances(in context: ImportanceContext) throws(AnalysisError) -> [String: Double] {
    try namedImportances(in: context).byText
  }

  func namedImportances(in context: ImportanceContext) throws(AnalysisError) -> [Name: Double] {
    let trials = try ForestTrials(context)
    var importances = Dictionary(uniqueKeysWithValues: trials.names.map { ($0, 0.0) })
    guard let forest = trials.forest(configuration) else { return importances }
    guard let shares = VarianceDecomposition.shares(in: forest) else {
      throw AnalysisError(
        "fANOVA finds nothing that varies with the parameters of study \"\(context.study.name)\": all "
          + "trials came to the same, or have the same parameters; run others, or use PED-ANOVA")
    }
    for (parameter, share) in zip(trials.space.parameters, shares) {
      importances[parameter.key] = share
    }
    return importances
  }
}

extension ForestTrials {
  /// A forest grown on the points; nil when there are none.
  func forest(_ configuration: FANOVAEvaluator.Configuration) -> RandomForest? {
    points.map {
      RandomForest(
        growingOn: $0, treeCount: configuration.treeCount,
        maximumDepth: configuration.maximumDepth, seed: configuration.seed)
    }
  }
}

extension ImportanceEvaluator where Self == FANOVAEvaluator {
  /// fANOVA: the share of the objective's variance that a parameter explains on its own.
  public static func fANOVA(
    _ configuration: FANOVAEvaluator.Configuration = FANOVAEvaluator.Configuration()
  ) -> FANOVAEvaluator {
    FANOVAEvaluator(configuration)
  }
}
