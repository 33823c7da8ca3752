/// A strategy that proposes the values of parameters.
///
/// A sampler is an immutable value and a pure function of the trials so far and of random numbers,
/// which are both passed to it. It has no access to the study or the storage. Hence studies are
/// repeatable, and interrupted ones can be resumed. State that outlives a call may only be a cache
/// whose loss changes no result. `SamplerContract` in the module `AttuneTesting` tests a sampler
/// for these properties.
///
/// Only one method is required. A random walk, for example:
///
/// ```swift
/// struct RandomWalk: Sampler {
///   func sample(
///     _ request: ParameterRequest, in context: SamplingContext, using random: inout RandomStream
///   ) throws(SamplingError) -> ParameterValue {
///     let range = request.distribution
///     let last = context.history.last { $0.state == .complete }?.parameters
///     let value = last?.parameter(named: request.name)?.parameterValue
///     guard let value else { return range.randomValue(using: &random) }
///     return range.value(at: range.position(of: value) + 0.1 * random.normal())
///   }
/// }
/// ```
///
/// Strategies that draw several parameters at once also implement ``plan(in:using:)``. The value of a
/// parameter is the first of these that exists: the enqueued value, the only value of the distribution, the
/// value of the plan, and the result of ``sample(_:in:using:)``.
public protocol Sampler: Sendable {
  /// Proposes the value of one parameter.
  ///
  /// - Parameters:
  ///   - request: The parameter's name and its possible values, more than one.
  ///   - context: The trials so far, and the values that this trial has already got.
  ///   - random: A random stream for this trial and this parameter.
  /// - Returns: A value of the distribution's kind and range; any other value fails the trial.
  /// - Throws: ``SamplingError`` when the sampler cannot propose a value; the trial fails.
  func sample(
    _ request: ParameterRequest, in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> ParameterValue

  /// Draws several parameters at once; by default none.
  ///
  /// It is called once a trial, when the objective first asks for a parameter that was not enqueued and has
  /// more than one possible value. The plan is recorded before its first value is used; a trial that is
  /// resumed after an interruption continues with the recorded one.
  ///
  /// - Parameters:
  ///   - context: The trials so far.
  ///   - random: A random stream for this trial and this method.
  /// - Returns: The values, and attributes to record. A value outside the distribution that the objective
  ///   asks for is ignored.
  /// - Throws: ``SamplingError`` when the sampler cannot propose values; the trial fails.
  func plan(
    in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> TrialPlan

  /// Whether all values that the sampler can propose have been tried; by default false.
  ///
  /// A run ends then if it has the rule ``StopRule/exhausted(_:)``.
  ///
  /// - Parameters:
  ///   - history: The trials so far.
  ///   - interrupted: The numbers of running trials that were interrupted; they are going to be resumed.
  func isExhausted(by history: TrialHistory, interrupted: Set<Int>) -> Bool

  /// Whether a run ends when the sampler is exhausted, also without a rule; by default false.
  ///
  /// True for samplers that then have nothing to propose. The run returns ``StopReason/exhausted``. Before, it
  /// waits for the running trials of other workers, after which the sampler may have more to propose.
  var endsWhenExhausted: Bool { get }

  /// The number of trials after which the sampler is exhausted, for estimates; nil, the default, if it is
  /// not known beforehand.
  var expectedTrialCount: Int? { get }

  /// Whether the sampler learns from the trials of all cohorts of the pruner, such as the brackets of
  /// Hyperband, and not only from those of its trial's cohort; by default false, as in Optuna.
  var learnsAcrossCohorts: Bool { get }

  /// A one-line description of the sampler and its settings; by default the type's name.
  ///
  /// It is recorded with the study, and resuming the study with a different summary is reported. It
  /// should depend only on the settings, and name those that differ from the defaults.
  var summary: String { get }
}

extension Sampler {
  /// The name of the type.
  public var summary: String { "\(Self.self)" }

  /// An empty plan: every parameter is sampled independently.
  public func plan(
    in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> TrialPlan {
    TrialPlan()
  }

  /// False: the sampler can always propose values.
  public func isExhausted(by history: TrialHistory, interrupted: Set<Int>) -> Bool { false }

  /// False: an exhausted sampler repeats values.
  public var endsWhenExhausted: Bool { false }

  /// False: the sampler learns from comparable trials only.
  public var learnsAcrossCohorts: Bool { false }

  /// Nil: the sampler is never exhausted.
  public var expectedTrialCount: Int? { nil }
}
