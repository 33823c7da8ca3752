/// Gives some parameters fixed values, and leaves the others to another sampler.
///
/// ```swift
/// let study = try Study(sampler: .fixing(["optimizer": "adam", "layers": 2], then: .tpe()))
/// ```
///
/// Use it to search a part of a space in a study that has searched the whole one: the other sampler learns from
/// all trials. A grid and a brute-force search try the combinations with the fixed values.
///
/// Unlike with Optuna's `PartialFixedSampler`, which prints a warning, a fixed value that the objective does not
/// allow fails the trial. Enqueued values precede fixed ones.
public struct FixingSampler: Sampler {
  private let values: [Name: JSONValue]
  private let base: any Sampler

  /// Creates a sampler.
  ///
  /// - Parameters:
  ///   - values: Numbers and labels by name.
  ///   - base: The sampler of the other parameters.
  public init(_ values: [String: JSONValue], then base: some Sampler) {
    self.values = Dictionary(uniqueKeysWithValues: values.map { (Name($0.key), $0.value) })
    self.base = (base as? any CombinationSampler)?.fixing(self.values) ?? base
  }

  /// Returns the fixed value, or that of the other sampler.
  ///
  /// - Throws: ``SamplingError`` when the fixed value is not one of the distribution; an error of the other
  ///   sampler.
  public func sample(
    _ request: ParameterRequest, in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> ParameterValue {
    guard let label = values[Name(request.name)] else {
      return try base.sample(request, in: context, using: &random)
    }
    guard let value = request.distribution.value(labelled: label),
      request.distribution.contains(value)
    else {
      throw SamplingError(
        .invalidValue,
        "the fixed value \(label) for \"\(request.name)\" is not \(request.distribution); fix "
          + "another value, or widen the range")
    }
    return value
  }

  /// Plans the values of the other sampler, without those of fixed parameters.
  public func plan(
    in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> TrialPlan {
    var plan = try base.plan(in: context, using: &random)
    for name in values.keys { plan.values[name.text] = nil }
    return plan
  }

  /// Whether the other sampler has nothing more to try.
  public func isExhausted(by history: TrialHistory, interrupted: Set<Int>) -> Bool {
    base.isExhausted(by: history, interrupted: interrupted)
  }

  /// That of the other sampler.
  public var endsWhenExhausted: Bool { base.endsWhenExhausted }

  /// That of the other sampler.
  public var expectedTrialCount: Int? { base.expectedTrialCount }

  /// That of the other sampler.
  public var learnsAcrossCohorts: Bool { base.learnsAcrossCohorts }

  /// The fixed values and the other sampler.
  public var summary: String {
    let fixed = values.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value), " }.joined()
    return "FixingSampler(\(fixed)then: \(base.summary))"
  }
}

extension Sampler where Self == FixingSampler {
  /// Fixed values for some parameters, and another sampler for the others.
  public static func fixing(
    _ values: [String: JSONValue], then base: some Sampler
  ) -> FixingSampler {
    FixingSampler(values, then: base)
  }
}
