/// Takes the values that a sampler plans for a trial, and those of another sampler for all other parameters.
///
/// ```swift
/// let study = try Study(sampler: .fallback(from: .fixing(["depth": 3], then: .random), to: .tpe()))
/// ```
///
/// Use it with a first sampler that handles only some kinds of parameters together, such as one for numbers,
/// and a second one for the rest. The values of the plan of the first sampler come first, then those of the plan
/// of the second one; a parameter in neither plan, or with a planned value that is out of range, is sampled by
/// the second one alone. So the first sampler must plan: a sampler that gives each value when it is asked for
/// is never used.
///
/// If the first sampler has no values for a parameter, an error with the code
/// ``SamplingError/Code/unknownParameter``, the second one gives all values of the trial. Other errors of the
/// first sampler fail the trial.
public struct FallbackSampler: Sampler {
  private let first: any Sampler
  private let second: any Sampler

  /// Creates a sampler.
  ///
  /// - Parameters:
  ///   - first: The sampler whose planned values are used.
  ///   - second: The sampler of all other values.
  public init(from first: some Sampler, to second: some Sampler) {
    self.first = first
    self.second = second
  }

  /// Plans the values of the first sampler, and those of the second one for other parameters.
  public func plan(
    in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> TrialPlan {
    let planned: TrialPlan
    do throws(SamplingError) {
      planned = try first.plan(in: context, using: &random)
    } catch {
      guard error.code == .unknownParameter else { throw error }
      planned = TrialPlan()
    }
    var plan = try second.plan(in: context, using: &random)
    for (name, value) in planned.values { plan.values[name] = value }
    for (name, value) in planned.attributes { plan.attributes[name] = value }
    return plan
  }

  /// Returns the value of the second sampler.
  public func sample(
    _ request: ParameterRequest, in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> ParameterValue {
    try second.sample(request, in: context, using: &random)
  }

  /// Whether the first sampler has nothing more to try.
  public func isExhausted(by history: TrialHistory, interrupted: Set<Int>) -> Bool {
    first.isExhausted(by: history, interrupted: interrupted)
  }

  /// That of the first sampler.
  public var endsWhenExhausted: Bool { first.endsWhenExhausted }

  /// That of the first sampler.
  public var expectedTrialCount: Int? { first.expectedTrialCount }

  /// Whether both samplers learn across cohorts.
  public var learnsAcrossCohorts: Bool { first.learnsAcrossCohorts && second.learnsAcrossCohorts }

  /// Both samplers.
  public var summary: String { "FallbackSampler(from: \(first.summary), to: \(second.summary))" }
}

extension Sampler where Self == FallbackSampler {
  /// The planned values of a sampler, and those of another one for all other parameters.
  public static func fallback(
    from first: some Sampler, to second: some Sampler
  ) -> FallbackSampler {
    FallbackSampler(from: first, to: second)
  }
}
