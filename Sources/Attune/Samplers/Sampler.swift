/// A strategy that proposes the values of parameters.
///
/// A sampler is an immutable value and a pure function: of the trials so far and of random numbers,
/// both handed to it. It never sees a study or a storage. That is what makes a study repeatable and
/// an interrupted one resumable; state that outlives a call may only be a cache whose loss changes
/// nothing. `SamplerContract` in the module `AttuneTesting` checks a sampler against this.
///
/// One method is enough, and a random walk takes few lines:
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
/// Strategies that draw parameters together implement the two other methods as well. A parameter's
/// value is, in this order: the enqueued one, the only one there is, the one of the joint sample, and
/// the one that ``sample(_:from:in:using:)`` gives.
public protocol Sampler: Sendable {
  /// Proposes the value of one parameter.
  ///
  /// - Parameters:
  ///   - name: The parameter's name.
  ///   - distribution: The values it can take, more than one.
  ///   - context: The trials so far.
  ///   - random: A stream that belongs to this trial and this parameter alone.
  /// - Returns: A value of the distribution's kind and range; anything else fails the trial.
  /// - Throws: ``SamplingError`` when there is nothing to propose; it fails the trial.
  func sample(
    _ name: String, from distribution: Distribution, in context: SamplingContext,
    using random: inout RandomStream
  ) throws(SamplingError) -> ParameterValue

  /// The parameters that are to be drawn together; none unless implemented.
  func jointSpace(in context: SamplingContext) -> SearchSpace

  /// Draws parameters together, once in a trial, when the first of them is asked for.
  ///
  /// - Parameters:
  ///   - space: What ``jointSpace(in:)`` returned, never empty.
  ///   - context: The trials so far.
  ///   - random: A stream that belongs to this trial and this method alone.
  /// - Returns: The values. One that does not lie in the distribution that the objective asks for is
  ///   passed over.
  /// - Throws: ``SamplingError`` when there is nothing to propose; it fails the trial.
  func sampleJointly(
    over space: SearchSpace, in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> JointSample

  /// What the sampler is and how it is set, in a short line; the type's name unless implemented.
  ///
  /// It is recorded with the study, and whoever resumes the study with another text is told so. So it
  /// should depend on the settings alone, and name those that differ from the defaults.
  var summary: String { get }
}

extension Sampler {
  /// The name of the type.
  public var summary: String { "\(Self.self)" }

  /// No parameters: every one is drawn on its own.
  public func jointSpace(in context: SamplingContext) -> SearchSpace {
    SearchSpace()
  }

  /// Nothing, as befits an empty space.
  public func sampleJointly(
    over space: SearchSpace, in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> JointSample {
    JointSample()
  }
}
