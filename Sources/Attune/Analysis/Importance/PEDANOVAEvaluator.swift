/// Judges parameters by how differently the best trials and all trials are spread over their values.
///
/// A parameter matters where good trials are found among some of its values only. That takes no model
/// of the objective, so it is fast, goes well with conditional parameters and with ranges that change
/// from trial to trial, and asks what it takes to be among the best rather than what moves the objective
/// anywhere. Take at least fifty trials, so that some five are the best.
///
/// Trials that define a parameter in different ways are compared separately, as far as two of them agree.
/// With several directions the best trials are those nearest to the Pareto front.
///
/// - Note: S. Watanabe, A. Bansal and F. Hutter, "PED-ANOVA: Efficiently Quantifying Hyperparameter
///   Importance in Arbitrary Subspaces", IJCAI 2023, arXiv:2304.10255; K. Baba, Y. Ozaki and S. Watanabe,
///   "Conditional PED-ANOVA: Hyperparameter Importance in Hierarchical & Dynamic Search Spaces", KDD 2026,
///   arXiv:2601.20800, for conditional parameters. The importances are those of Optuna 5, except that
///   a single objective value among several counts by its direction.
public struct PEDANOVAEvaluator: NamedImportanceEvaluator {
  /// The settings of the evaluator, by default Optuna's.
  public struct Configuration: Sendable, Hashable {
    /// The share of trials that are the best, γ′ in the papers; 0.1 as in Optuna.
    public var targetQuantile = 0.1

    /// The share of trials that they are compared with, γ in the papers; 1 as in Optuna, for all.
    ///
    /// With 0.5 it is told what matters once a trial is better than half of the others.
    public var regionQuantile = 1.0

    /// Whether the best trials are compared with the trials there were, as in Optuna; otherwise with
    /// values spread evenly over each range.
    ///
    /// A sampler that has learned something prefers good values anyway, which this leaves out of account.
    public var isLocal = true

    /// Creates Optuna's settings.
    public init() {}
  }

  /// How many places the range of a parameter is divided into at most, as in Optuna.
  static let gridLimit = 50

  /// What the prior of a density weighs, a trial weighing 1; as in Optuna.
  private static let priorWeight = 1.0

  /// Of how many trials a parameter must be defined in the same way, as in Optuna.
  private static let minimumTrialCount = 2

  /// The settings.
  public let configuration: Configuration

  /// Creates the evaluator.
  ///
  /// - Precondition: The quantiles are above 0 and at most 1, the first one below the other.
  public init(_ configuration: Configuration = Configuration()) {
    precondition(
      0 < configuration.targetQuantile
        && configuration.targetQuantile < configuration.regionQuantile
        && configuration.regionQuantile <= 1,
      "these quantiles do not make a share of a share: \(configuration)")
    self.configuration = configuration
  }

  /// How important each parameter is.
  ///
  /// - Throws: ``AnalysisError`` when no complete trial has one of the parameters.
  /// - Complexity: O(*n* log *n* + *n* · *d*) for *n* trials with *d* parameters and a single target;
  ///   for several objectives that of ranking the trials.
  public func importances(in context: ImportanceContext) throws(AnalysisError) -> [String: Double] {
    try namedImportances(in: context).byText
  }

  func namedImportances(in context: ImportanceContext) throws(AnalysisError) -> [Name: Double] {
    let names = try names(in: context)
    var importances = Dictionary(uniqueKeysWithValues: names.map { ($0, 0.0) })
    guard context.trials.count > 1 else { return importances }
    let target = Set(best(configuration.targetQuantile, of: context.losses))
    let region = best(configuration.regionQuantile, of: context.losses)
    let (targetCount, regionCount) = (Double(target.count), Double(region.count))
    for regime in regimes(of: region.map { (context.trials[$0], target.contains($0)) }) {
      guard regime.values.count >= Self.minimumTrialCount, !regime.targetValues.isEmpty else {
        continue
      }
      // The terms of theorem 4.2 of the second paper, α² / β · D; the common factor follows.
      let targetShare = Double(regime.targetValues.count) / targetCount
      let regionShare = Double(regime.values.count) / regionCount
      importances[regime.key]? +=
        targetShare * targetShare / regionShare * divergence(in: regime)
    }
    let quantile = targetCount / regionCount
    return importances.mapValues { $0 * quantile * quantile }
  }

  /// The parameters that are to be judged.
  private func names(in context: ImportanceContext) throws(AnalysisError) -> Set<Name> {
    let known = Set(context.completeTrials.lazy.flatMap { $0.parameters.lazy.map(\.key) })
    let wanted = context.parameters.map { Set($0.map { Name($0) }) } ?? known
    if let missing = wanted.subtracting(known).min() {
      throw AnalysisError(
        "no complete trial of study \"\(context.study.name)\" has a parameter \"\(missing)\"; they have "
          + known.sorted().map { "\"\($0)\"" }.joined(separator: ", "))
    }
    return wanted
  }

  /// The places of the best share of losses, at least one; with a single loss all that are as good as
  /// the worst of these.
  private func best(_ quantile: Double, of losses: [[Double]]) -> [Int] {
    let count = Int((quantile * Double(losses.count)).rounded(.up))
    if losses[0].count > 1 { return ParetoFront.best(count, of: losses) }
    let worst = losses.map { $0[0] }.sorted()[count - 1]
    return losses.indices.filter { losses[$0][0] <= worst }
  }

  /// The values of every parameter, those apart that are defined differently, in the order of the trials.
  private func regimes(of trials: [(TrialSnapshot, isTarget: Bool)]) -> [Regime] {
    var regimes: [Regime] = []
    var places: [ParameterSignature: Int] = [:]
    for (trial, isTarget) in trials {
      for parameter in trial.parameters
      where !parameter.distribution.isConstant && parameter.parameterValue != nil {
        let place = places[parameter.signature] ?? regimes.count
        if place == regimes.count {
          places[parameter.signature] = place
          regimes.append(Regime(key: parameter.key, distribution: parameter.distribution))
        }
        regimes[place].values.append(parameter.recordedValue)
        if isTarget { regimes[place].targetValues.append(parameter.recordedValue) }
      }
    }
    return regimes
  }

  /// The Pearson divergence between the densities of the best trials and of all.
  private func divergence(in regime: Regime) -> Double {
    let grid = ImportanceGrid(regime.distribution, limit: Self.gridLimit)
    func density(_ values: [Double]) -> [Double] {
      // As in Optuna, so that no density is zero.
      grid.density(of: values, priorWeight: Self.priorWeight).map { $0 + 1e-12 }
    }
    let target = density(regime.targetValues)
    let region =
      configuration.isLocal
      ? density(regime.values)
      : [Double](repeating: 1 / Double(target.count), count: target.count)
    return zip(target, region).reduce(0) { sum, pair in
      let ratio = pair.0 / pair.1 - 1
      return sum + pair.1 * ratio * ratio
    }
  }
}

/// The trials that define a parameter in one way.
private struct Regime {
  let key: Name
  let distribution: Distribution
  /// The recorded values of all trials, and of those that are among the best.
  var values: [Double] = []
  var targetValues: [Double] = []
}

extension ImportanceEvaluator where Self == PEDANOVAEvaluator {
  /// PED-ANOVA, the default: what it takes to be among the best trials.
  public static func pedANOVA(
    _ configuration: PEDANOVAEvaluator.Configuration = PEDANOVAEvaluator.Configuration()
  ) -> PEDANOVAEvaluator {
    PEDANOVAEvaluator(configuration)
  }
}
