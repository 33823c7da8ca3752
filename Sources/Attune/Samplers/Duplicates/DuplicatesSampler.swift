/// What happens when a sampler proposes the values of an earlier trial again.
public enum DuplicatePolicy: Sendable, Hashable {
  /// The trial runs again, as for noisy objectives.
  case allow
  /// The sampler draws again, up to twenty times; if all draws are duplicates, the trial runs again.
  ///
  /// Values of complete, pruned and running trials count as tried.
  case avoid
  /// The trial gets the result of the earlier one, and the objective is not run.
  ///
  /// Its first suggestion throws ``TrialRepeated``, and the system attribute `attune:repeats` has the number of
  /// the earlier trial. Only complete trials are repeated.
  case reuse
  /// The trial runs again as a further repeat of the earlier one, as for noisy objectives that take their random
  /// numbers from ``Trial/seed``.
  ///
  /// Its seeds continue those of all trials with the same values, and ``TrialSnapshot/repeatedTrialNumber`` is the
  /// first one of them.
  case replicate
}

/// A sampler with a policy for duplicates, in spaces of choices and grids.
///
/// The policy applies once a trial has finished, as long as all trials have the same parameters and each has a
/// finite number of values. In other spaces, such as conditional ones, the sampler is used as it is. The trials
/// of a batch do not see each other, so they may have equal values.
public struct DuplicatesSampler: Sampler {
  private let policy: DuplicatePolicy
  private let base: any Sampler

  /// The number of times a duplicate is drawn again.
  private static let limit = 20

  /// Creates a sampler with a policy.
  public init(_ policy: DuplicatePolicy, of base: some Sampler) {
    self.policy = policy
    self.base = base
  }

  /// The policy, and the summary of the sampler.
  public var summary: String { "DuplicatesSampler(\(policy), of: \(base.summary))" }

  /// Draws all parameters, again as long as they are duplicates and the policy avoids them.
  ///
  /// - Complexity: That of the sampler's plan and its proposals, up to twenty times; O(*n* *d*) more for *n*
  ///   trials with *d* parameters under ``DuplicatePolicy/replicate``.
  public func plan(
    in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> TrialPlan {
    var plan = try base.plan(in: context, using: &random)
    guard policy != .allow, let space = context.history.finiteSpace else { return plan }
    var first: TrialPlan?
    for _ in 0..<Self.limit {
      try complete(&plan, over: space, in: context, using: &random)
      guard let point = space.recordedPoint(of: plan, in: context.trial) else { return plan }
      if policy == .replicate {
        plan.replication = replication(at: point, of: space, in: context)
        return plan
      }
      let number = context.history.trial(at: point, of: space)
      let isRunning = context.running.contains { space.recordedPoint(of: $0) == point }
      if number == nil, !isRunning { return plan }
      if policy == .reuse {
        if let number, context.history.state(of: number) == .complete {
          plan.repeatedTrial = number
        }
        return plan
      }
      first = first ?? plan
      plan = try base.plan(in: context, using: &random)
    }
    return first ?? plan
  }

  /// The trial that one at a point repeats; nil if no other trial has its values.
  ///
  /// - Complexity: O(*n* *d*) for *n* trials with *d* parameters.
  private func replication(
    at point: [Double], of space: SearchSpace, in context: SamplingContext
  ) -> Replication? {
    var first: Int?
    var next = 0
    for trial in context.history
    where trial.number != context.trialNumber && trial.state != .waiting
      && space.recordedPoint(of: trial) == point
    {
      first = first ?? trial.number
      next = max(
        next, (trial.replication?.firstRepeat ?? 0) + max(trial.repeatedValues.count, 1))
    }
    return first.map { Replication(of: $0, firstRepeat: next) }
  }

  /// Samples the parameters that a plan lacks.
  private func complete(
    _ plan: inout TrialPlan, over space: SearchSpace, in context: SamplingContext,
    using random: inout RandomStream
  ) throws(SamplingError) {
    let enqueued = context.trial.enqueuedValues
    for parameter in space.varying.parameters {
      guard plan.values[parameter.name] == nil, enqueued?[parameter.name] == nil else { continue }
      let request = ParameterRequest(parameter.name, from: parameter.distribution)
      plan.set(parameter, to: try base.sample(request, in: context, using: &random))
    }
  }

  /// Samples a parameter that is not in the plan.
  public func sample(
    _ request: ParameterRequest, in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> ParameterValue {
    try base.sample(request, in: context, using: &random)
  }

  /// That of the sampler.
  public var learnsAcrossCohorts: Bool { base.learnsAcrossCohorts }

  /// That of the sampler.
  public var budgetSchedule: BudgetSchedule? { base.budgetSchedule }

  /// Whether the sampler is exhausted.
  public func isExhausted(by history: TrialHistory, interrupted: Set<Int>) -> Bool {
    base.isExhausted(by: history, interrupted: interrupted)
  }

  /// The number of trials after which the sampler is exhausted.
  public var expectedTrialCount: Int? { base.expectedTrialCount }
}

extension Sampler where Self == DuplicatesSampler {
  /// A sampler with a policy for duplicates, as in `.duplicates(.reuse, of: .tpe())`.
  public static func duplicates(
    _ policy: DuplicatePolicy, of base: some Sampler
  ) -> DuplicatesSampler {
    DuplicatesSampler(policy, of: base)
  }
}

extension SearchSpace {
  /// The recorded values of a plan, with the enqueued ones of its trial; nil if one is missing.
  fileprivate func recordedPoint(of plan: TrialPlan, in trial: TrialSnapshot) -> [Double]? {
    let enqueued = trial.enqueuedValues
    return point { parameter in
      if parameter.distribution.isConstant { return parameter.distribution.value(at: 0) }
      let label = enqueued?[parameter.name] ?? plan.values[parameter.name]
      return label.flatMap(parameter.distribution.value(labelled:))
    }
  }

  /// The recorded values of a trial, or of its plan; nil if one is missing.
  fileprivate func recordedPoint(of trial: TrialSnapshot) -> [Double]? {
    let plan = TrialPlan(values: TrialPlan.recordedValues(of: trial) ?? [:])
    return point { parameter in
      trial.parameters.parameter(named: parameter.name)?.parameterValue
    } ?? recordedPoint(of: plan, in: trial)
  }

  private func point(_ value: (Parameter) -> ParameterValue?) -> [Double]? {
    var point: [Double] = []
    for parameter in parameters {
      guard let value = value(parameter) else { return nil }
      point.append(value.recorded)
    }
    return point
  }
}
