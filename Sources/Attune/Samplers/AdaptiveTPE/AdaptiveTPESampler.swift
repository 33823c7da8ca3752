/// TPE whose settings adapt during the study, by what has paid off.
///
/// ```swift
/// let study = try Study("digits", sampler: .adaptiveTPE(), seed: 1)
/// ```
///
/// Each trial is proposed by one of a few variants of TPE (``Variant``). A variant succeeds if its trial is
/// among the best tenth of the trials so far. The variants are chosen by Thompson sampling: the probability
/// of a choice is about the probability that the variant succeeds most often. Only the newest 60 trials
/// count, since what pays off changes as the study goes on.
///
/// One of the variants locks parameters, as Hyperopt's `atpe` does: those with little influence on the ranks
/// of the trials keep their values of the best trial, so that the others are searched in fewer dimensions.
///
/// It is not Hyperopt's algorithm: that predicts settings by models which were trained on runs of other
/// problems, and adapts to features of the study. Here nothing is trained beforehand. The variant of a trial
/// is recorded as its system attribute `attune:atpe`.
///
/// In multi-objective studies all trials are those of ``TPESampler``.
///
/// - Note: B. Arsenault, "Adaptive TPE", part of Hyperopt, 2018, on which settings to adapt and on locking; W.
///   R. Thompson, "On the Likelihood that One Unknown Probability Exceeds Another in View of the Evidence of
///   Two Samples", Biometrika 25, 1933, doi:10.1093/biomet/25.3-4.285; A. Garivier and E. Moulines, "On
///   Upper-Confidence Bound Policies for Switching Bandit Problems", ALT 2011, arXiv 0805.3415, on windows.
public struct AdaptiveTPESampler: Sampler {
  /// A variant of TPE.
  public enum Variant: String, Sendable, Hashable, CaseIterable {
    /// The settings of ``TPESampler``.
    case standard
    /// Fewer good trials with narrower kernels, and more candidates.
    case narrow
    /// More good trials with the kernels of Optuna, and fewer candidates.
    case wide
    /// Every parameter sampled independently.
    case independent
    /// The standard settings; parameters with little influence keep their values of the best trial.
    case locked
  }

  /// The settings of the sampler.
  public struct Configuration: Sendable, Hashable {
    /// The number of random trials before the model is used, not negative.
    public var startupTrials = 10

    /// The variants that take part; at least one.
    public var variants = Variant.allCases

    /// Creates the default settings.
    public init() {}
  }

  /// The settings.
  public let configuration: Configuration

  /// The sampler of each variant, in the order of all variants.
  private let samplers: [TPESampler]
  private let records: [Direction: HistoryFold<VariantRecord>]

  /// The attribute of a trial that holds its variant.
  static let key = "attune:atpe"

  /// Creates the sampler.
  ///
  /// - Precondition: The number of start-up trials is not negative, and there is a variant.
  public init(_ configuration: Configuration = Configuration()) {
    precondition(!configuration.variants.isEmpty, "the sampler needs at least one variant")
    self.configuration = configuration
    samplers = Variant.allCases.map { variant in
      var settings = variant.configuration
      settings.startupTrials = configuration.startupTrials
      return TPESampler(settings)
    }
    records = Dictionary(
      uniqueKeysWithValues: [Direction.minimize, .maximize].map { direction in
        (direction, HistoryFold(VariantRecord()) { $0.add($1, direction) })
      })
  }

  /// The name, and the settings that differ from the defaults.
  public var summary: String {
    SettingsSummary.text(Self.self, settings: configuration, defaults: Configuration())
  }

  /// Plans the values of the chosen variant, and records its name.
  ///
  /// - Complexity: As for ``TPESampler/plan(in:using:)``; a variant that locks parameters needs O(*n* · *d*
  ///   · log *n*) more, for *n* trials and *d* parameters.
  public func plan(
    in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> TrialPlan {
    guard let choice = choice(in: context) else {
      return try sampler(.standard).plan(in: context, using: &random)
    }
    var plan = try sampler(choice.variant).plan(in: context, using: &random)
    if choice.variant == .locked {
      var stream = choice.random
      for (name, value) in LockedParameters.values(in: context.history, using: &stream) {
        plan.values[name] = value
      }
      plan.attributes = RelativeParameters.attributes(plan.values)
    }
    plan.attributes[Self.key] = .string(choice.variant.rawValue)
    return plan
  }

  /// Samples a parameter that the plan lacks, by the variant of the trial.
  public func sample(
    _ request: ParameterRequest, in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> ParameterValue {
    let variant = choice(in: context)?.variant ?? .standard
    return try sampler(variant).sample(request, in: context, using: &random)
  }

  private func sampler(_ variant: Variant) -> TPESampler {
    samplers[Variant.allCases.firstIndex(of: variant) ?? 0]
  }

  /// The variant of the current trial: the recorded one if it was interrupted; nil before the model is
  /// used, and in multi-objective studies.
  private func choice(in context: SamplingContext) -> (variant: Variant, random: RandomStream)? {
    let history = context.history
    guard history.directions.count == 1, let record = records[history.directions[0]],
      history.count(of: .complete) + history.count(of: .pruned) >= configuration.startupTrials
    else { return nil }
    var random = RandomStream(
      seed: context.seed, stream: UInt64(context.trialNumber), purpose: "atpe")
    let chosen = record.state(at: history).choice(of: configuration.variants, using: &random)
    let recorded = history[context.trialNumber].systemAttributes[Self.key]?.stringValue
    return (recorded.flatMap(Variant.init) ?? chosen, random)
  }
}

extension AdaptiveTPESampler.Variant {
  /// The settings of the variant.
  var configuration: TPESampler.Configuration {
    var configuration = TPESampler.Configuration()
    switch self {
    case .standard, .locked: break
    case .narrow:
      configuration.gamma = .fraction(0.05, atMost: 12)
      configuration.bandwidthExponent = 2
      configuration.candidates = 48
    case .wide:
      configuration.gamma = .fraction(0.2, atMost: 50)
      configuration.bandwidthExponent = 1
      configuration.candidates = 12
    case .independent: configuration.isMultivariate = false
    }
    return configuration
  }
}

extension Sampler where Self == AdaptiveTPESampler {
  /// TPE whose settings adapt during the study.
  ///
  /// - Parameter startupTrials: The number of random trials before the model is used.
  /// - Precondition: The number is not negative.
  public static func adaptiveTPE(startupTrials: Int = 10) -> AdaptiveTPESampler {
    var configuration = AdaptiveTPESampler.Configuration()
    configuration.startupTrials = startupTrials
    return AdaptiveTPESampler(configuration)
  }
}
