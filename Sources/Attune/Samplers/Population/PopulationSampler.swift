/// Gives the slices of a population their values: those of the trial that they continue, changed in a copy.
struct PopulationSampler: Sampler {
  let size: Int
  let exploitation: Exploitation
  let exploration: Exploration
  /// The names of the parameters that copies keep.
  let fixed: Set<String>
  let isSynchronous: Bool

  /// The settings; all of them, since they describe the population.
  var summary: String {
    var parts = [
      "size: \(size)", "exploit: \(exploitation.summary)", "explore: \(exploration.summary)",
    ]
    if !fixed.isEmpty { parts.append("fixed: \(fixed.sorted())") }
    if !isSynchronous { parts.append("asynchronous") }
    return "Population(\(parts.joined(separator: ", ")))"
  }

  func sample(
    _ request: ParameterRequest, in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> ParameterValue {
    inherited(request, in: context, using: &random)
      ?? request.distribution.randomValue(prior: request.prior, using: &random)
  }

  func plan(
    in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> TrialPlan {
    guard let factor = exploration.confidence, let member = context.trial.member,
      let parent = member.parent, context.history[parent].member?.index != member.index
    else { return TrialPlan() }
    let bandit = PopulationBandit(
      context, member, fixed: fixed, isSynchronous: isSynchronous, factor: factor)
    return TrialPlan(values: bandit.values())
  }

  /// The value that follows from that of the parent; nil if it is to be drawn.
  private func inherited(
    _ request: ParameterRequest, in context: SamplingContext, using random: inout RandomStream
  ) -> ParameterValue? {
    let distribution = request.distribution
    guard let member = context.trial.member, let number = member.parent else { return nil }
    let parent = context.history[number]
    guard let label = parent.parameters[request.name],
      let value = distribution.value(labelled: label)
    else { return nil }
    // The range may have changed since.
    let present: ParameterValue
    if case .choice = value {
      present = value
    } else {
      present = distribution.nearestValue(to: value.recorded)
    }
    let isCopy = parent.member?.index != member.index
    guard isCopy, !fixed.contains(request.name) else { return present }
    return exploration.value(
      after: present, of: distribution, order: request.order, using: &random)
  }
}
