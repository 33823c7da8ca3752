/// Latin hypercube sampling: random values that are stratified in each parameter.
///
/// ```swift
/// let study = try Study("design", sampler: .latinHypercube(trials: 30), seed: 1)
/// try study.optimize(trials: 30) { trial in
///   try evaluate(rate: trial.suggest("rate", in: 1e-5...1, scale: .log))
/// }
/// ```
///
/// The range of each parameter is divided into as many intervals as there are trials. In *n* trials, each
/// of the *n* intervals has exactly one value, at a random position. The intervals of different
/// parameters are paired at random. Each choice and each value of a grid has an equal part of the range.
///
/// Trials after the first *n* are further hypercubes of *n* trials each, independent of the first. A trial
/// that fails, or has enqueued values, leaves its interval without a value.
///
/// The intervals of a parameter depend on the seed of the study and the name only. So the values do not
/// depend on the number of workers, on interruptions, or on which parameters other trials have, and the
/// number of parameters is not limited.
///
/// - Note: Implements M. D. McKay, R. J. Beckman and W. J. Conover, "A Comparison of Three Methods for
///   Selecting Values of Input Variables in the Analysis of Output from a Computer Code",
///   Technometrics 21(2), 1979, doi:10.2307/1268522.
public struct LatinHypercubeSampler: Sampler, Hashable {
  /// The number of trials of a hypercube.
  public let trials: Int

  /// Creates the sampler.
  ///
  /// - Parameter trials: The number of trials that the study is going to have.
  /// - Precondition: The number is in 1...2⁵³.
  public init(trials: Int) {
    precondition(
      1...LatinHypercube.maximumPointCount ~= trials,
      "the number of trials of a Latin hypercube must be in 1...2⁵³, not \(trials)")
    self.trials = trials
  }

  /// Returns a value of the interval that the trial has in the range of the parameter.
  ///
  /// - Complexity: O(1).
  public func sample(
    _ request: ParameterRequest, in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> ParameterValue {
    // Each name has a hypercube with one dimension: independent ones are what the definition asks for.
    var stream = context.studyStream("latin hypercube " + request.name)
    guard let cube = LatinHypercube(pointCount: trials, dimensionCount: 1, seed: stream.next())
    else { throw SamplingError("there is no Latin hypercube of \(trials) trials") }
    return request.distribution.value(at: cube.coordinate(0, at: UInt64(context.trialNumber)))
  }

  /// The name and the number of trials.
  public var summary: String { "\(Self.self)(trials: \(trials))" }
}

extension Sampler where Self == LatinHypercubeSampler {
  /// Latin hypercube sampling.
  ///
  /// - Parameter trials: The number of trials that the study is going to have.
  /// - Precondition: The number is in 1...2⁵³.
  public static func latinHypercube(trials: Int) -> LatinHypercubeSampler {
    LatinHypercubeSampler(trials: trials)
  }

  /// Latin hypercube sampling with the settings of a specification, as in `lhs:trials=30`.
  static func latinHypercube(
    _ settings: inout SamplerSettings
  ) throws(SamplerSpecificationError) -> LatinHypercubeSampler {
    var trials = 64
    try settings.set(&trials, "trials", in: 1...LatinHypercube.maximumPointCount)
    return LatinHypercubeSampler(trials: trials)
  }
}
