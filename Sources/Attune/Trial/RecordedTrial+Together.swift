import Synchronization

/// Several parameters whose values must satisfy a condition.
extension RecordedTrial {
  /// The number of times that values are drawn until a condition accepts them.
  private static let maximumDraws = 1000

  /// The number of draws by the sampler; the others are random.
  ///
  /// A model that does not know the condition may propose nearly the same values again and again.
  private static let samplerDraws = 20

  func values(
    of requests: [ParameterRequest], arrange: ([ParameterValue]) throws -> [ParameterValue]?
  ) throws -> [ParameterValue] {
    try checkCancellation()
    let found = try requests.map(lookUp)
    let fixed: [ParameterValue?] = try zip(requests, found).map { request, found in
      if case .known(let value) = found { return value }
      return try fixedValue(request)
    }
    let draws = fixed.contains(nil) ? Self.maximumDraws : 1
    var attributes = JSONObject()
    for draw in 0..<draws {
      if draw > 0 { try checkCancellation() }
      let (drawn, planAttributes) = try self.draw(draw, requests, fixed)
      // The plan is drawn with the first values, and recorded with those that are accepted.
      if draw == 0 { attributes = planAttributes }
      guard let values = try arrange(drawn),
        zip(values, fixed).allSatisfy({ $1 == nil || $0 == $1 })
      else { continue }
      var new: [Parameter] = []
      for (found, value) in zip(found, values) {
        if case .open(let signature) = found {
          new.append(Parameter(signature, recordedValue: value.recorded))
        }
      }
      if !new.isEmpty { try record(new, of: requests, attributes) }
      progress.withLock { for parameter in new { $0.context?.give(parameter) } }
      return values
    }
    throw TrialError(
      .unsatisfiedCondition,
      draws == 1
        ? "trial \(number) has \(requests.described(with: fixed.compactMap { $0 })), which do not "
          + "satisfy the condition; enqueue values that do"
        : "none of \(draws) draws of \(requests.map(\.name)) for trial \(number) satisfies the "
          + "condition; relax it, or choose ranges that satisfy it more often")
  }

  /// Draws the values that are not fixed, in the order of the requests.
  ///
  /// - Parameter draw: The number of the draw; from 1 on, the plan is ignored, and the random
  ///   streams are different ones. They do not depend on what was drawn before, so a trial that is
  ///   interrupted meanwhile repeats its draws. The last draws are random, unless the sampler
  ///   enumerates values.
  private func draw(
    _ draw: Int, _ requests: [ParameterRequest], _ fixed: [ParameterValue?]
  ) throws -> ([ParameterValue], attributes: JSONObject) {
    guard var context = progress.withLock(\.context) else { throw finished }
    if draw > 0 { context.leaveBatch() }
    let source = RandomStream.source(seed: shared.seed, trial: number, draw: draw)
    var attributes = JSONObject()
    let values = try zip(requests, fixed).map { request, fixed in
      let value: ParameterValue
      if let fixed {
        value = fixed
      } else if draw > 0 {
        var random = source.stream(request.name)
        if draw >= Self.samplerDraws, shared.sampler.expectedTrialCount == nil {
          value = request.distribution.randomValue(prior: request.prior, using: &random)
        } else {
          value = try describingSampler(request.name) { () throws(SamplingError) in
            try independentValue(request, context, random)
          }
        }
      } else {
        let (sampled, added) = try sampled(request, context)
        for (key, value) in added { attributes[key] = value }
        value = sampled
      }
      context.give(
        Parameter(
          name: request.name, distribution: request.distribution, recordedValue: value.recorded))
      return value
    }
    return (values, attributes)
  }
}
