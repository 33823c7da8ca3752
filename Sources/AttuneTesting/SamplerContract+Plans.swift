import Attune
import Synchronization

extension SamplerContract {
  /// Checks a trial that is interrupted between two parameters, and resumed after other trials have ended.
  func checkInterruption(_ objective: SampleObjective) throws {
    let sampler = makeSampler()
    let (continued, _) = try runInterrupted(objective, sampler, resumedBy: sampler)
    let (resumed, plan) = try runInterrupted(objective, makeSampler(), resumedBy: makeSampler())
    try require(
      continued == resumed,
      "a trial that is interrupted between two parameters gets the same values from a new sampler, "
        + objective.description)
    for parameter in resumed {
      guard let label = plan[parameter.name],
        let planned = parameter.distribution.value(labelled: label),
        parameter.distribution.contains(planned)
      else { continue }
      try require(
        parameter.parameterValue == planned,
        "a trial that is interrupted between two parameters keeps its plan, "
          + "\(objective.description): the value of \"\(parameter.name)\" is \(parameter.value), "
          + "and \(label) was planned")
    }
  }

  /// Returns the parameters of the interrupted trial, and the values that were planned before its
  /// interruption.
  private func runInterrupted(
    _ objective: SampleObjective, _ first: any Sampler, resumedBy second: any Sampler
  ) throws -> (parameters: ParameterList, plan: JSONObject) {
    let number = 22
    let storage = InMemoryStorage()
    try run(number, objective, first, in: storage)
    let recorder = PlanRecorder(first)
    do {
      try makeStudy(objective, recorder, in: storage).optimize(trials: number + 1, progress: .none)
      { trial in
        guard trial.number == number else { return try objective.values(trial) }
        _ = try objective.first(trial)
        // Records the parameter now: whether the other worker sees it must not depend on timing.
        _ = trial.snapshot
        // Another worker finds better values elsewhere.
        let others = try makeStudy(objective, makeSampler(), in: storage)
        for _ in 0..<9 {
          let other = try others.ask()
          let losses = try objective.losses(other).prefix(objective.directions.count)
          try others.tell(
            other,
            .complete(
              zip(objective.directions, losses).map { $0 == .minimize ? -1000 - $1 : 1000 + $1 }))
        }
        throw CancellationError()
      }
    } catch is CancellationError {}
    let study = try makeStudy(objective, second, in: storage)
    try study.optimize(
      trials: study.trials.count, maxConsecutiveFailures: .max, progress: .none, objective.values)
    try requireValid(study, objective)
    return (study.trials[number].parameters, recorder.plan(ofTrial: number).values)
  }

  /// Checks that proposals depend on nothing but the context and the random stream.
  func checkPurity(_ objective: SampleObjective) throws {
    let (earlier, later) = try contexts(objective, seed: 7)
    let (other, _) = try contexts(objective, seed: 8)
    let requests = requests(later.history)
    let used = makeSampler()
    for context in [earlier, later, other, earlier, other] {
      let expected = try Proposals(makeSampler(), context, requests)
      try require(
        try Proposals(used, context, requests) == expected
          && Proposals(makeSampler(), context, requests, isReversed: true) == expected,
        "proposals depend only on the context and the random stream, \(objective.description)")
    }
  }

  /// The contexts of a running trial with the trials that had finished earlier, and with later ones too.
  private func contexts(
    _ objective: SampleObjective, seed: UInt64
  ) throws -> (earlier: SamplingContext, later: SamplingContext) {
    let study = try run(22, objective, .random, seed: seed)
    let number = try study.ask().number
    let earlier = study.trials
    for _ in 0..<6 {
      let trial = try study.ask()
      try study.tell(
        trial, .complete(Array(try objective.losses(trial).prefix(objective.directions.count))))
    }
    return (
      SamplingContext(history: earlier, trialNumber: number, studyName: study.name, seed: seed),
      SamplingContext(history: study.trials, trialNumber: number, studyName: study.name, seed: seed)
    )
  }

  /// Requests for all parameters that the trials have, by their last distributions.
  private func requests(_ history: TrialHistory) -> [ParameterRequest] {
    var distributions: [String: Distribution] = [:]
    for trial in history {
      for parameter in trial.parameters where !parameter.distribution.isConstant {
        distributions[parameter.name] = parameter.distribution
      }
    }
    return distributions.sorted { $0.key < $1.key }.map { ParameterRequest($0.key, from: $0.value) }
  }
}

/// What a sampler proposes for a trial.
private struct Proposals: Equatable {
  private let plan: TrialPlan
  private let values: [String: ParameterValue]

  /// - Parameter isReversed: Whether the sampler is asked for the last request first, and for the plan last.
  init(
    _ sampler: any Sampler, _ context: SamplingContext, _ requests: [ParameterRequest],
    isReversed: Bool = false
  ) throws {
    func plan() throws -> TrialPlan {
      var random = RandomStream(seed: 1, purpose: "plan")
      return try sampler.plan(in: context, using: &random)
    }
    var values: [String: ParameterValue] = [:]
    do {
      let first = isReversed ? nil : try plan()
      for request in isReversed ? requests.reversed() : requests {
        var random = RandomStream(seed: 1, purpose: "sample " + request.name)
        values[request.name] = try sampler.sample(request, in: context, using: &random)
      }
      self.plan = try first ?? plan()
    } catch let error as SamplingError {
      throw ContractViolation("\(SamplerContract.validity): \(error)")
    }
    self.values = values
  }
}

/// Passes on the proposals of a sampler, and keeps its plans.
private final class PlanRecorder: Sampler {
  private let sampler: any Sampler
  private let plans = Mutex<[Int: TrialPlan]>([:])

  init(_ sampler: any Sampler) {
    self.sampler = sampler
  }

  var summary: String { sampler.summary }

  func plan(ofTrial number: Int) -> TrialPlan { plans.withLock { $0[number] } ?? TrialPlan() }

  func plan(
    in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> TrialPlan {
    let plan = try sampler.plan(in: context, using: &random)
    plans.withLock { $0[context.trialNumber] = plan }
    return plan
  }

  func sample(
    _ request: ParameterRequest, in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> ParameterValue {
    try sampler.sample(request, in: context, using: &random)
  }
}
