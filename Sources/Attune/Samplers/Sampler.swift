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
///     _ name: String, from distribution: Distribution, in context: SamplingContext,
///     using random: inout RandomStream
///   ) throws(SamplingError) -> ParameterValue {
///     let last = context.history.last { $0.state == .complete }?.parameters.parameter(named: name)
///     guard let value = last?.parameterValue else { return distribution.randomValue(using: &random) }
///     return distribution.value(at: distribution.position(of: value) + 0.1 * random.normal())
///   }
/// }
/// ```
///
/// Strategies that draw parameters jointly also implement ``jointSpace(in:)`` and
/// ``sampleJointly(over:in:using:)``. The value of a parameter is the first of these that exists:
/// the enqueued value, the only value of the distribution, the value of the joint sample, and the
/// result of ``sample(_:from:in:using:)``.
public protocol Sampler: Sendable {
  /// Proposes the value of one parameter.
  ///
  /// - Parameters:
  ///   - name: The parameter's name.
  ///   - distribution: The possible values, more than one.
  ///   - context: The trials so far.
  ///   - random: A random stream for this trial and this parameter.
  /// - Returns: A value of the distribution's kind and range; any other value fails the trial.
  /// - Throws: ``SamplingError`` when the sampler cannot propose a value; the trial fails.
  func sample(
    _ name: String, from distribution: Distribution, in context: SamplingContext,
    using random: inout RandomStream
  ) throws(SamplingError) -> ParameterValue

  /// The parameters to draw jointly; by default none.
  func jointSpace(in context: SamplingContext) -> SearchSpace

  /// Draws parameters jointly, once per trial, when the objective requests the first of them.
  ///
  /// - Parameters:
  ///   - space: The result of ``jointSpace(in:)``, never empty.
  ///   - context: The trials so far.
  ///   - random: A random stream for this trial and this method.
  /// - Returns: The values. A value outside the distribution that the objective requests is
  ///   ignored.
  /// - Throws: ``SamplingError`` when the sampler cannot propose values; the trial fails.
  func sampleJointly(
    over space: SearchSpace, in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> JointSample

  /// A one-line description of the sampler and its settings; by default the type's name.
  ///
  /// It is recorded with the study, and resuming the study with a different summary is reported. It
  /// should depend only on the settings, and name those that differ from the defaults.
  var summary: String { get }
}

extension Sampler {
  /// The name of the type.
  public var summary: String { "\(Self.self)" }

  /// An empty space: every parameter is sampled independently.
  public func jointSpace(in context: SamplingContext) -> SearchSpace {
    SearchSpace()
  }

  /// An empty sample.
  public func sampleJointly(
    over space: SearchSpace, in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> JointSample {
    JointSample()
  }
}
