/// The rungs of successive halving with a known minimum resource.
struct RungLadder: Sendable {
  private let reductionFactor: Int
  private let bootstrapCount: Int
  /// The step of rung 0; nil if it is too large for a trial to reach.
  private let firstStep: Int?

  init(_ configuration: SuccessiveHalvingPruner.Configuration, minimumResource: Int) {
    reductionFactor = configuration.reductionFactor
    bootstrapCount = configuration.bootstrapCount
    firstStep = Self.step(
      minimumResource, times: reductionFactor, to: configuration.minimumEarlyStoppingRate)
  }

  /// The name of the attribute with the report of a trial at a rung, as in Optuna.
  static func attribute(ofRung rung: Int) -> String { "completed_rung_\(rung)" }

  /// Prunes a trial if it does not pass a rung that its last report has reached.
  ///
  /// - Parameters:
  ///   - rule: The name of the rule in the reason.
  ///   - isRival: Whether the trial with a number competes with this one.
  func decision(
    about trial: TrialSnapshot, in context: PruningContext, rule: String,
    among isRival: (Int) -> Bool
  ) -> PruningDecision {
    guard let last = trial.lastIntermediateValue else { return .proceed }
    var decision = PruningDecision.proceed
    func pruned(_ threshold: Double?) -> PruningDecision {
      decision.shouldPrune = true
      decision.reason = PruningReason(
        rule: rule, step: last.step, value: last.value, threshold: threshold)
      return decision
    }
    // The next rung is the first one that the trial has not reached.
    var rung = 0
    while trial.systemAttributes[Self.attribute(ofRung: rung)] != nil { rung += 1 }
    while let step = self.step(ofRung: rung), last.step >= step {
      if last.value.isNaN { return pruned(nil) }
      let attribute = Self.attribute(ofRung: rung)
      decision.attributes[attribute] = .float(last.value)
      let reports =
        context.history.values(of: attribute) { $0 != trial.number && isRival($0) } + [last.value]
      guard reports.count > bootstrapCount else { return pruned(nil) }
      let threshold = threshold(reports, context.direction)
      if context.direction.isBetter(threshold, than: last.value) { return pruned(threshold) }
      rung += 1
    }
    return decision
  }

  /// The worst report that passes: the ⌊n / η⌋-th best of n, or the best one while n < η.
  private func threshold(_ reports: [Double], _ direction: Direction) -> Double {
    let index = max(reports.count / reductionFactor, 1) - 1
    let sorted = reports.sorted()
    return direction == .minimize ? sorted[index] : sorted[sorted.count - 1 - index]
  }

  /// The step of a rung, r η^(s + k); nil if it is too large for a trial to reach.
  private func step(ofRung rung: Int) -> Int? {
    firstStep.flatMap { Self.step($0, times: reductionFactor, to: rung) }
  }

  /// The product of a step and a power; nil if it is too large for an integer.
  private static func step(_ step: Int, times factor: Int, to exponent: Int) -> Int? {
    var step = step
    for _ in 0..<exponent {
      let (product, overflow) = step.multipliedReportingOverflow(by: factor)
      if overflow { return nil }
      step = product
    }
    return step
  }
}

extension TrialHistory {
  /// The numbers that trials in any state have as a system attribute, NaN left out.
  fileprivate func values(of attribute: String, where isIncluded: (Int) -> Bool) -> [Double] {
    indices.compactMap { number in
      guard isIncluded(number), let value = systemAttributes(of: number)[attribute]?.doubleValue,
        !value.isNaN
      else { return nil }
      return value
    }
  }
}
