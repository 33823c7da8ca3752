/// A portfolio that divides the trials of a study between a Gaussian process and TPE, by what the study
/// shows.
///
/// ```swift
/// let study = try Study("digits", sampler: .auto(), seed: 1)
/// ```
///
/// | The study | Its sampler |
/// | --- | --- |
/// | has fewer than eight finished trials | quasi-random points |
/// | has one objective, and up to 500 finished trials | ``GPSampler`` or ``TPESampler``, drawn for each trial |
/// | has several objectives | ``TPESampler`` |
/// | has more than 500 finished trials | ``TPESampler`` |
///
/// The chances are equal at first, and shift to the sampler that has found more improvements, up to 70 %.
/// The Gaussian process is far ahead on smooth ground and in conditional spaces, and fails now and then on
/// rough ground, where TPE does not. Each learns from the trials of the other, so a study needs few trials
/// more than the better of both would. `Docs/Benchmarks` has the measurements behind each rule.
///
/// The sampler of a trial is recorded with it, as the system attribute `attune:auto`. It follows from the
/// seed, the trial's number and the finished trials, and not from the time that trials take: the same seed
/// gives the same trials on every machine.
public struct AutoSampler: Sampler {
  /// The attribute of a trial that names its sampler.
  package static let attribute = "attune:auto"

  /// The number of finished trials after which a proposal of the Gaussian process takes too long.
  private static let gpLimit = 500

  /// The number of quasi-random trials.
  private let startupTrials: Int
  private let gp: GPSampler
  private let tpe: TPESampler

  /// Creates the sampler.
  public init() { self.init(startupTrials: 8, gp: GPSampler.Configuration()) }

  /// Creates the sampler with other settings than the documented ones, for tests.
  init(startupTrials: Int, gp configuration: GPSampler.Configuration) {
    self.startupTrials = startupTrials
    var configuration = configuration
    configuration.startupTrials = startupTrials
    gp = GPSampler(configuration)
    tpe = .tpe(startupTrials: startupTrials)
  }

  /// Draws the plan of the trial's sampler, and records which one it is.
  ///
  /// - Complexity: That of the sampler.
  public func plan(
    in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> TrialPlan {
    let member = member(in: context)
    var plan = try sampler(member).plan(in: context, using: &random)
    plan.attributes[Self.attribute] = .string(member.rawValue)
    return plan
  }

  /// Samples a parameter by the trial's sampler.
  public func sample(
    _ request: ParameterRequest, in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> ParameterValue {
    try sampler(member(in: context)).sample(request, in: context, using: &random)
  }

  private func sampler(_ member: PortfolioMember) -> any Sampler {
    switch member {
    // The Gaussian process starts with quasi-random trials.
    case .quasiRandom, .gp: gp
    case .tpe: tpe
    }
  }

  /// The sampler of the current trial: as recorded by an earlier attempt, or by the table above.
  private func member(in context: SamplingContext) -> PortfolioMember {
    let history = context.history
    if let recorded = PortfolioMember(of: history[context.trialNumber]) { return recorded }
    let finishedCount = history.count(of: .complete) + history.count(of: .pruned)
    guard finishedCount >= startupTrials else { return .quasiRandom }
    guard context.directions.count == 1, finishedCount <= Self.gpLimit else { return .tpe }
    var random = context.stream(ofTrial: context.trialNumber, parameter: "\u{0}auto")
    return random.uniform() < PortfolioChance(of: .gp, and: .tpe, in: history).value ? .gp : .tpe
  }
}

extension Sampler where Self == AutoSampler {
  /// A Gaussian process and TPE together.
  public static func auto() -> AutoSampler { AutoSampler() }
}
