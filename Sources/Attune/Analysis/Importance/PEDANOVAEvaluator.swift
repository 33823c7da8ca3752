/// Evaluates parameters by how their density in the best trials differs from that in all (PED-ANOVA).
///
/// A parameter is important if the best trials concentrate on some of its values. The method needs no
/// model of the objective. It is fast, supports conditional parameters and ranges that change between
/// trials, and measures the importance for reaching the best trials rather than for any change of the
/// objective. Use at least fifty trials, so that the best tenth has five.
///
/// Trials with different distributions of a parameter are compared separately (regimes), if at least
/// two trials share the distribution. In a multi-objective study, the best trials are those closest to
/// the Pareto front.
///
/// - Note: S. Watanabe, A. Bansal and F. Hutter, "PED-ANOVA: Efficiently Quantifying Hyperparameter
///   Importance in Arbitrary Subspaces", IJCAI 2023, arXiv:2304.10255; K. Baba, Y. Ozaki and S. Watanabe,
///   "Conditional PED-ANOVA: Hyperparameter Importance in Hierarchical & Dynamic Search Spaces", KDD 2026,
///   arXiv:2601.20800, theorem 4.2 and algorithm 1, for conditional parameters. The importances are those
///   of Optuna 5, except that a single objective of a multi-objective study is ranked by its direction.
public struct PEDANOVAEvaluator: NamedImportanceEvaluator {
  /// The settings of the evaluator, by default Optuna's.
  public struct Configuration: Sendable, Hashable {
    /// The quantile γ′ of the best trials; 0.1 as in Optuna.
    public var targetQuantile = 0.1

    /// The quantile γ of the trials that the best are compared with; 1 (all trials) as in Optuna.
    ///
    /// With 0.5, importances are computed within the better half of the trials.
    public var regionQuantile = 1.0

    /// Whether the best trials are compared with the recorded trials, as in Optuna, rather than with a
    /// uniform distribution over each range.
    ///
    /// Comparison with the recorded trials corrects for a sampler that prefers good values.
    public var isLocal = true

    /// Creates the default settings, which are Optuna's.
    public init() {}
  }

  /// The maximum number of grid cells of a numerical parameter, as in Optuna.
  static let gridLimit = 50

  /// The weight of a density's prior, relative to a trial; as in Optuna.
  private static let priorWeight = 1.0

  /// The minimum number of trials of a regime, as in Optuna.
  private static let minimumTrials = 2

  /// The settings.
  public let configuration: Configuration

  /// Creates the evaluator.
  ///
  /// - Precondition: 0 < `targetQuantile` < `regionQuantile` <= 1.
  public init(_ configuration: Configuration = Configuration()) {
    precondition(
      0 < configuration.targetQuantile
        && configuration.targetQuantile < configuration.regionQuantile
        && configuration.regionQuantile <= 1,
      "the quantiles must satisfy 0 < targetQuantile < regionQuantile <= 1: \(configuration)")
    self.configuration = configuration
  }

  /// Returns the importance of each parameter.
  ///
  /// - Throws: ``AnalysisError`` if no complete trial has one of the parameters.
  /// - Complexity: O(*n* log *n* + *n* · *d*) for *n* trials with *d* parameters and a single target;
  ///   for several objectives, that of nondominated sorting.
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
      guard regime.values.count >= Self.minimumTrials, !regime.targetValues.isEmpty else {
        continue
      }
      // condPED-ANOVA, theorem 4.2: the sum of αᵢ² / βᵢ · D over the regimes i, times (γ′ / γ)².
      let alpha = Double(regime.targetValues.count) / targetCount
      let beta = Double(regime.values.count) / regionCount
      importances[regime.key]? += alpha * alpha / beta * divergence(in: regime)
    }
    // γ′ / γ, by the actual numbers of trials.
    let quantile = targetCount / regionCount
    return importances.mapValues { $0 * quantile * quantile }
  }

  /// Returns the parameters to evaluate.
  private func names(in context: ImportanceContext) throws(AnalysisError) -> Set<Name> {
    let known = Set(context.completeTrials.lazy.flatMap { $0.parameters.lazy.map(\.key) })
    let wanted = context.parameters.map { Set($0.map { Name($0) }) } ?? known
    if let missing = wanted.subtracting(known).min() {
      throw AnalysisError(
        .invalidRequest,
        "no complete trial of study \"\(context.study.name)\" has a parameter \"\(missing)\"; they have "
          + known.sorted().map { "\"\($0)\"" }.joined(separator: ", "))
    }
    return wanted
  }

  /// Returns the indices of the best losses up to a quantile, at least one; with a single objective, ties
  /// with the worst of them are included.
  private func best(_ quantile: Double, of losses: [[Double]]) -> [Int] {
    let count = Int((quantile * Double(losses.count)).rounded(.up))
    if losses[0].count > 1 { return ParetoFront.best(count, of: losses) }
    let worst = losses.map { $0[0] }.sorted()[count - 1]
    return losses.indices.filter { losses[$0][0] <= worst }
  }

  /// Returns the values of each parameter and distribution, in the order of the trials.
  private func regimes(of trials: [(TrialSnapshot, isTarget: Bool)]) -> [Regime] {
    var regimes: [Regime] = []
    var indices: [ParameterSignature: Int] = [:]
    for (trial, isTarget) in trials {
      for parameter in trial.parameters
      where !parameter.distribution.isConstant && parameter.parameterValue != nil {
        let index = indices[parameter.signature] ?? regimes.count
        if index == regimes.count {
          indices[parameter.signature] = index
          regimes.append(Regime(key: parameter.key, distribution: parameter.distribution))
        }
        regimes[index].values.append(parameter.recordedValue)
        if isTarget { regimes[index].targetValues.append(parameter.recordedValue) }
      }
    }
    return regimes
  }

  /// Returns the Pearson divergence between the densities of the best trials and of all in a regime.
  ///
  /// It is the divergence in eq. (16) of PED-ANOVA; the caller applies the factor (γ′ / γ)².
  private func divergence(in regime: Regime) -> Double {
    let grid = ImportanceGrid(regime.distribution, limit: Self.gridLimit)
    func density(_ values: [Double]) -> [Double] {
      // The offset is Optuna's; it prevents a division by zero.
      grid.density(of: values, priorWeight: Self.priorWeight).map { $0 + 1e-12 }
    }
    let target = density(regime.targetValues)
    let region =
      configuration.isLocal
      ? density(regime.values)
      : [Double](repeating: 1 / Double(target.count), count: target.count)
    // D(p ‖ q) = Σ q (p / q − 1)².
    return zip(target, region).reduce(0) { sum, pair in
      let ratio = pair.0 / pair.1 - 1
      return sum + pair.1 * ratio * ratio
    }
  }
}

/// The trials in which a parameter has the same distribution.
private struct Regime {
  let key: Name
  let distribution: Distribution
  /// The recorded values of all trials.
  var values: [Double] = []
  /// The recorded values of the best trials.
  var targetValues: [Double] = []
}

extension ImportanceEvaluator where Self == PEDANOVAEvaluator {
  /// PED-ANOVA, the default: the importance for reaching the best trials.
  public static func pedANOVA(
    _ configuration: PEDANOVAEvaluator.Configuration = PEDANOVAEvaluator.Configuration()
  ) -> PEDANOVAEvaluator {
    PEDANOVAEvaluator(configuration)
  }
}
