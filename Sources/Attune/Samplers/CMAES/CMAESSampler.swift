/// The covariance matrix adaptation evolution strategy (CMA-ES), which moves a normal distribution
/// towards good trials and learns its shape.
///
/// ```swift
/// let study = try Study("digits", sampler: .cmaES(), seed: 1)
/// ```
///
/// Each generation consists of λ trials that are drawn from the same distribution. When λ of them are
/// complete, the first λ in the order in which they ended update the distribution. Failed and lost
/// trials are replaced by further trials of the generation, and trials that end later are ignored. So
/// any number of workers can share a study, and a worker that is lost delays none of the others.
///
/// The numeric parameters that all trials have in common are drawn together. Choices, and parameters
/// that only some trials have, are sampled by ``independent``.
///
/// A trial records its generation. The distribution follows from these records and the values of the
/// trials, so that an interrupted study continues with the same numbers. Trials that were drawn with
/// other settings or over another space do not count: after such a change, the distribution is the
/// initial one again.
///
/// Infeasible trials rank behind all feasible ones of their generation, by the sum of their constraint
/// violations. Infinite values are permitted. A study must have one direction.
///
/// CMA-ES is suited to some hundreds of trials and up to about a hundred numeric parameters, also if
/// these interact strongly.
///
/// - Note: Implements N. Hansen, "The CMA Evolution Strategy: A Tutorial", 2016, arXiv:1604.00772, with
///   the constants and the bounds of the Python package cmaes, which Optuna uses. ``Variant`` and
///   ``RestartStrategy`` name the papers of the variants.
public struct CMAESSampler: Sampler {
  /// The settings of the sampler.
  public struct Configuration: Sendable, Equatable {
    /// The modification of the algorithm.
    public var variant = Variant.full

    /// How the distribution starts again when it has converged; nil, the default, for never.
    public var restarts: RestartStrategy?

    /// λ, the number of trials in a generation, from 2 to 1,000,000; nil, the default, for
    /// 4 + ⌊3 ln *n*⌋ with *n* parameters.
    public var populationSize: Int?

    /// The number of trials that ``CMAESSampler/independent`` samples before the first generation; 1 as
    /// in Optuna.
    ///
    /// The parameters are known only after a trial is complete, so there is always at least one.
    public var startupTrials = 1

    /// Whether pruned trials count, with their last intermediate value; false as in Optuna.
    public var usesPrunedTrials = false

    /// The mean of the first generation, by name of the parameter; the middle of the range where there
    /// is no value.
    public var initialValues: JSONObject = [:]

    /// σ, the standard deviation of the first generation as a fraction of the ranges, from 1e-6 to 1e6;
    /// nil, the default, for 1/6 as in Optuna.
    public var sigma: Double?

    /// Creates the default settings.
    public init() {}
  }

  /// A modification of the algorithm.
  public enum Variant: Sendable, Hashable {
    /// A full covariance matrix, which learns all pairwise interactions of parameters.
    case full

    /// A diagonal covariance matrix, which adapts faster, but learns no interactions.
    ///
    /// - Note: R. Ros and N. Hansen, "A Simple Modification in CMA-ES Achieving Linear Time and Space
    ///   Complexity", PPSN 2008, doi:10.1007/978-3-540-87700-4_30.
    case separable

    /// A full covariance matrix with a minimum probability for the neighbors of an integer or of a value
    /// on a grid, so that such parameters do not freeze.
    ///
    /// Integers on a logarithmic scale count as continuous.
    ///
    /// - Note: R. Hamano, S. Saito, M. Nomura and S. Shirakawa, "CMA-ES with Margin", GECCO 2022,
    ///   arXiv:2205.13482, section 4.
    case margin

    /// A full covariance matrix with learning rates that follow the signal-to-noise ratio, for noisy and
    /// multimodal objectives. It needs more trials.
    ///
    /// - Note: M. Nomura, Y. Akimoto and I. Ono, "CMA-ES with Learning Rate Adaptation", GECCO 2023,
    ///   arXiv:2304.03473.
    case learningRateAdaptation
  }

  /// How the distribution starts again, at a random point, when it has converged.
  public enum RestartStrategy: Sendable, Hashable {
    /// Each restart doubles the number of trials in a generation.
    ///
    /// - Note: A. Auger and N. Hansen, "A Restart CMA Evolution Strategy With Increasing Population
    ///   Size", CEC 2005, doi:10.1109/CEC.2005.1554902.
    case ipop

    /// Restarts with doubled generations, and restarts with smaller generations and steps, which get
    /// about the same number of trials.
    ///
    /// - Note: N. Hansen, "Benchmarking a BI-Population CMA-ES on the BBOB-2009 Function Testbed", GECCO
    ///   2009, doi:10.1145/1570256.1570333.
    case bipop
  }

  /// The settings.
  public let configuration: Configuration

  /// The sampler of choices, of parameters that only some trials have, and of the first trials.
  public let independent: any Sampler

  /// The trials of another study from whose best ones the first generation is estimated; nil for none.
  public let sources: TrialHistory?

  private let runs = CMAESRunCache()

  /// Creates the sampler.
  ///
  /// - Parameters:
  ///   - configuration: The settings.
  ///   - sources: The trials of a similar study with one direction, whose values of the same parameters
  ///     count. The best tenth of its complete and feasible trials determines the distribution of the
  ///     first generation (M. Nomura et al., "Warm Starting CMA-ES for Hyperparameter Optimization", AAAI
  ///     2021, arXiv:2012.06932).
  ///   - independent: The sampler of parameters that CMA-ES does not sample; only its method
  ///     ``Sampler/sample(_:in:using:)`` is used.
  /// - Precondition: Numbers are in their ranges. With `sources`, there are no initial values and no sigma,
  ///   and the variant is not separable.
  public init(
    _ configuration: Configuration = Configuration(), sources: TrialHistory? = nil,
    independent: any Sampler = RandomSampler()
  ) {
    if let size = configuration.populationSize {
      precondition(
        Self.populationSizes.contains(size),
        "populationSize must be from 2 to 1,000,000, not \(size)")
    }
    precondition(
      configuration.startupTrials >= 0,
      "startupTrials must not be negative, but is \(configuration.startupTrials)")
    if let sigma = configuration.sigma {
      precondition((1e-6...1e6).contains(sigma), "sigma must be from 1e-6 to 1e6, not \(sigma)")
    }
    if sources != nil {
      precondition(
        configuration.initialValues.isEmpty && configuration.sigma == nil,
        "sources determine the mean and sigma; pass either sources or these")
      precondition(
        configuration.variant != .separable,
        "sources determine a full covariance, which the separable variant does not have")
    }
    self.configuration = configuration
    self.sources = sources
    self.independent = independent
  }

  /// The numbers of trials in a generation that are accepted.
  static let populationSizes = 2...1_000_000

  /// The name, the settings that differ from the defaults, the number of sources, and the independent
  /// sampler if it is not random.
  public var summary: String {
    let sources = sources.map { "sources: \($0.count) trials" }
    let other = independent is RandomSampler ? nil : "independent: \(independent.summary)"
    let arguments = [sources, other].compactMap(\.self)
    return SettingsSummary.text(
      Self.self, argument: arguments.isEmpty ? nil : arguments.joined(separator: ", "),
      settings: configuration, defaults: Configuration())
  }

  /// Draws the common numeric parameters from the distribution of the present generation; none until the
  /// startup trials have finished.
  ///
  /// - Throws: ``SamplingError`` if the study is multi-objective, if an initial value is of another
  ///   kind than the parameter, or if fewer than 10 trials of the sources can be used.
  /// - Complexity: O(*n*²) for *n* parameters, and O(*λ n*² + *n*³) after a generation of *λ* trials.
  ///   The first call reads all trials.
  public func plan(
    in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> TrialPlan {
    guard context.directions.count == 1 else {
      throw SamplingError(
        "CMA-ES needs a study with one direction, and this one has \(context.directions.count); "
          + "choose .tpe() for a multi-objective study")
    }
    let history = context.history
    let usableCount =
      history.count(of: .complete)
      + (configuration.usesPrunedTrials ? history.count(of: .pruned) : 0)
    guard usableCount >= configuration.startupTrials else { return TrialPlan() }
    let space = history.intersectionSpace.varying.filter(\.isNumeric)
    guard !space.isEmpty else { return TrialPlan() }
    let run = try runs.run(over: space, in: context) { () throws(SamplingError) in
      let start = try CMAESStart(
        coordinates: CMAESCoordinates(space, usesLevels: configuration.variant == .margin),
        configuration, sources)
      return CMAESRun(
        start, configuration, direction: context.directions[0],
        random: context.studyStream("cma-es restarts"))
    }.state(at: history)
    return run.plan { random.normal() }
  }

  /// Samples a parameter by ``independent``.
  public func sample(
    _ request: ParameterRequest, in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> ParameterValue {
    try independent.sample(request, in: context, using: &random)
  }
}

extension Distribution {
  /// Whether the values are numbers rather than choices.
  fileprivate var isNumeric: Bool {
    if case .categorical = self { false } else { true }
  }
}

extension Sampler where Self == CMAESSampler {
  /// CMA-ES, for some hundreds of trials over numeric parameters.
  ///
  /// - Parameters:
  ///   - variant: The modification of the algorithm.
  ///   - restarts: How the distribution starts again when it has converged; nil for never.
  ///   - populationSize: The number of trials in a generation; nil for 4 + ⌊3 ln *n*⌋.
  ///   - startupTrials: The number of trials before the first generation.
  ///   - usesPrunedTrials: Whether pruned trials count.
  ///   - initialValues: The mean of the first generation, by name of the parameter; the middle of the range
  ///     where there is no value.
  ///   - sigma: The first standard deviation as a fraction of the ranges; nil for 1/6.
  ///   - sources: The trials of a similar study, for a warm start.
  ///   - independent: The sampler of choices and of parameters that only some trials have.
  /// - Precondition: As for ``CMAESSampler/init(_:sources:independent:)``.
  public static func cmaES(
    _ variant: CMAESSampler.Variant = .full, restarts: CMAESSampler.RestartStrategy? = nil,
    populationSize: Int? = nil, startupTrials: Int = 1, usesPrunedTrials: Bool = false,
    initialValues: JSONObject = [:], sigma: Double? = nil, sources: TrialHistory? = nil,
    independent: any Sampler = RandomSampler()
  ) -> CMAESSampler {
    var configuration = CMAESSampler.Configuration()
    configuration.variant = variant
    configuration.restarts = restarts
    configuration.populationSize = populationSize
    configuration.startupTrials = startupTrials
    configuration.usesPrunedTrials = usesPrunedTrials
    configuration.initialValues = initialValues
    configuration.sigma = sigma
    return CMAESSampler(configuration, sources: sources, independent: independent)
  }
}
