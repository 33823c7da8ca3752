/// The configuration of a study with the best estimate of its value, and that estimate.
///
/// The best trial of a noisy objective is the luckiest one: its value is better than what the same parameters
/// give again. An estimate takes the noise out as far as the trials allow.
///
/// ```swift
/// if let recommended = study.recommended {
///   print(recommended.trial.parameters, recommended.estimate, recommended.standardError ?? .nan)
/// }
/// ```
public struct Recommendation: Sendable {
  /// How an estimate was made.
  public enum Source: Sendable, Hashable {
    /// The mean of the repeats, by a race or of an objective without noise, or the only value.
    case mean
    /// A Gaussian process of all complete trials, which also uses the repeats of each.
    case surrogate
  }

  /// The first trial with the parameters.
  public let trial: TrialSnapshot

  /// The numbers of all complete, feasible trials with the parameters, ascending.
  public let trialNumbers: [Int]

  /// The estimate of the objective's value without noise.
  public let estimate: Double

  /// The standard error of the estimate; nil if there is only one value, and no model of others.
  public let standardError: Double?

  /// How the estimate was made.
  public let source: Source

  /// The number of values of the objective at these parameters that the estimate uses.
  public let valueCount: Int

  /// The estimate of a configuration by the mean of some of its losses.
  init(_ configuration: ConfigurationValues, mean losses: RepeatStatistics, _ direction: Direction)
  {
    self.init(
      configuration, estimate: direction.loss(losses.mean), standardError: losses.standardError,
      source: .mean, valueCount: losses.count)
  }

  /// The estimate of a configuration by the surrogate.
  init(_ configuration: ConfigurationValues, surrogate estimate: Double, standardError: Double) {
    self.init(
      configuration, estimate: estimate, standardError: standardError, source: .surrogate,
      valueCount: configuration.losses.count)
  }

  private init(
    _ configuration: ConfigurationValues, estimate: Double, standardError: Double?, source: Source,
    valueCount: Int
  ) {
    trial = configuration.trials[0]
    trialNumbers = configuration.trials.map(\.number)
    self.estimate = estimate
    self.standardError = standardError
    self.source = source
    self.valueCount = valueCount
  }
}

extension Recommendation: CustomStringConvertible {
  /// The trial, the estimate and how it was made, as in `trial 17: 0.25 ± 0.01, by the surrogate`.
  public var description: String {
    let error = standardError.map { " ± \($0.shortText)" } ?? ""
    return "trial \(trial.number): \(estimate.shortText)\(error), \(sourceText)"
  }

  /// How the estimate was made, as in `the mean of 3 values`.
  package var sourceText: String {
    switch source {
    case .surrogate: "by the surrogate"
    case .mean: valueCount == 1 ? "its only value" : "the mean of \(valueCount) values"
    }
  }
}
