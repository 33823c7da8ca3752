/// Lets only the best fraction of trials pass each of a series of steps, the rungs, which are farther and
/// farther apart.
///
/// Rung *k* is at the step r η^(s + k), with the minimum resource r, the reduction factor η and the minimum
/// early-stopping rate s. A trial that reaches a rung passes if its report is among the best 1 / η of the
/// reports with which trials have reached that rung, and is pruned otherwise. It need not wait for other
/// trials, so any number of workers may run.
///
/// ```swift
/// let study = try Study(pruner: .successiveHalving(minimumResource: 1, reductionFactor: 3))
/// ```
///
/// The reports at rungs are recorded as Optuna records them, as system attributes `completed_rung_0`,
/// `completed_rung_1` …, so that workers of Python compete in the same rungs.
///
/// - Note: K. Jamieson and A. Talwalkar, "Non-stochastic Best Arm Identification and Hyperparameter
///   Optimization", AISTATS 2016, arXiv:1502.07943, Figure 3. The asynchronous form is that of L. Li et al.,
///   "A System for Massively Parallel Hyperparameter Tuning", MLSys 2020, arXiv:1810.05934, Algorithm 2, except
///   that a trial that does not pass ends for good instead of being paused. The rule and the defaults are those
///   of Optuna 5.0.
public struct SuccessiveHalvingPruner: Pruner {
  /// The settings of the pruner.
  public struct Configuration: Sendable, Hashable {
    /// The step of the first rung without an early-stopping rate, r; nil, as in Optuna, for a hundredth of
    /// the last step of the first trial that is complete.
    public var minimumResource: Int?

    /// The factor between the steps of rungs, and the reciprocal of the fraction that passes, η; 4 as in
    /// Optuna.
    public var reductionFactor = 4

    /// The number of rungs that are left out at the beginning, s; 0 as in Optuna.
    public var minimumEarlyStoppingRate = 0

    /// The number of trials that are pruned at a rung before one may pass it; 0 as in Optuna.
    public var bootstrapCount = 0

    /// Creates the default settings, which are Optuna's.
    public init() {}
  }

  /// The settings.
  public let configuration: Configuration

  /// Creates the pruner.
  ///
  /// - Precondition: The minimum resource is positive, the reduction factor is at least 2, and the other
  ///   settings are not negative. With a bootstrap count, there is a minimum resource.
  public init(_ configuration: Configuration = Configuration()) {
    precondition(
      configuration.minimumResource ?? 1 >= 1 && configuration.reductionFactor >= 2
        && configuration.minimumEarlyStoppingRate >= 0 && configuration.bootstrapCount >= 0,
      "minimumResource must be at least 1, reductionFactor at least 2, and minimumEarlyStoppingRate "
        + "and bootstrapCount not negative, but they are \(configuration)")
    precondition(
      configuration.bootstrapCount == 0 || configuration.minimumResource != nil,
      "bootstrapCount needs a minimumResource")
    self.configuration = configuration
  }

  /// The name, and the settings that differ from the defaults.
  public var summary: String {
    SettingsSummary.text(Self.self, settings: configuration, defaults: Configuration())
  }

  /// Prunes the trial if it does not pass a rung that its last report has reached.
  ///
  /// - Complexity: O(*n* log *n*) for *n* trials at a rung, O(1) elsewhere.
  public func decision(about trial: TrialSnapshot, in context: PruningContext) -> PruningDecision {
    let resource = configuration.minimumResource ?? Self.estimatedResource(context.history)
    guard let resource else { return .proceed }
    return RungLadder(configuration, minimumResource: resource)
      .decision(about: trial, in: context, rule: "successive halving") { _ in true }
  }

  /// A hundredth of the last step of the first trial that is complete; nil if there is none.
  private static func estimatedResource(_ history: TrialHistory) -> Int? {
    history.firstFinalStep.map { max($0 / 100, 1) }
  }
}

extension TrialHistory {
  /// The last step of the first trial with reports that completed; nil if there is none.
  ///
  /// Later trials do not change it, so it is the same for all workers and after an interruption.
  var firstFinalStep: Int? {
    endings.lazy.filter { state(of: Int($0.number)) == .complete }
      .compactMap { self[Int($0.number)].lastIntermediateValue?.step }.first
  }
}

extension Pruner where Self == SuccessiveHalvingPruner {
  /// Asynchronous successive halving.
  ///
  /// - Parameters:
  ///   - minimumResource: The step of the first rung; nil for a hundredth of the last step of the first trial
  ///     that is complete.
  ///   - reductionFactor: The factor between the steps of rungs; its reciprocal is the fraction that passes.
  ///   - minimumEarlyStoppingRate: The number of rungs that are left out at the beginning.
  ///   - bootstrapCount: The number of trials that are pruned at a rung before one may pass it.
  /// - Precondition: As for ``SuccessiveHalvingPruner/init(_:)``.
  public static func successiveHalving(
    minimumResource: Int? = nil, reductionFactor: Int = 4, minimumEarlyStoppingRate: Int = 0,
    bootstrapCount: Int = 0
  ) -> SuccessiveHalvingPruner {
    var configuration = SuccessiveHalvingPruner.Configuration()
    configuration.minimumResource = minimumResource
    configuration.reductionFactor = reductionFactor
    configuration.minimumEarlyStoppingRate = minimumEarlyStoppingRate
    configuration.bootstrapCount = bootstrapCount
    return SuccessiveHalvingPruner(configuration)
  }

  /// Asynchronous successive halving with a configuration.
  public static func successiveHalving(
    _ configuration: SuccessiveHalvingPruner.Configuration
  ) -> SuccessiveHalvingPruner {
    SuccessiveHalvingPruner(configuration)
  }
}
