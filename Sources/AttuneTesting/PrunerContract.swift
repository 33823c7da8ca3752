public import Attune

/// Checks that a pruner meets the requirements of `Pruner`.
///
/// ```swift
/// @Test func `my pruner meets the contract`() throws {
///   try PrunerContract(MyPruner()).check()
/// }
/// ```
///
/// It runs studies in both directions in which trials report side by side: with gaps, late, several rungs
/// long, and with extreme values. They also report the metrics `loss` and `ms`. Some trials belong to other
/// workers, of Attune and of Optuna. It checks that:
///
/// - The same trials get the same decisions, whatever the pruner has been used for before.
/// - An attribute of a trial does not change once it is recorded, and no name is reserved for the study.
/// - A trial that is interrupted and repeats its reports continues at the steps at which it continued before.
/// - The same trials give the same cohorts.
public struct PrunerContract: Sendable {
  private let pruner: any Pruner

  /// Creates a check of a pruner.
  public init(_ pruner: some Pruner) {
    self.pruner = pruner
  }

  /// Checks all requirements.
  ///
  /// - Throws: ``ContractViolation`` for the first violated requirement.
  public func check() throws {
    for direction in Direction.allCases {
      let first = try PruningScript.situations(pruner, direction)
      let second = try PruningScript.situations(pruner, direction)
      try require(
        first.map(\.decision.content) == second.map(\.decision.content)
          && first.map(\.cohort) == second.map(\.cohort),
        "the same trials get the same decision")
      // In another order, as another worker would ask.
      for situation in first.reversed() { try checkPurity(situation) }
      for situation in first { try checkRepetition(situation, among: first) }
    }
    try require(
      pruner.summary == pruner.summary && !pruner.summary.isEmpty,
      "a pruner has a summary, always the same")
  }

  private func checkPurity(_ situation: PruningSituation) throws {
    for _ in 0..<2 {
      let decision = pruner.decision(about: situation.trial, in: situation.context)
      try require(
        decision.content == situation.decision.content,
        "a pruner that is called twice returns the same decision")
      try require(
        pruner.cohort(of: situation.trial.number, in: situation.context) == situation.cohort,
        "a pruner that is called twice returns the same decision about the cohort")
    }
    for (name, _) in situation.decision.attributes {
      try require(
        !name.hasPrefix("attune:") && !name.hasPrefix("constraints") && name != "fixed_params",
        "a decision has no attribute whose name is reserved, such as \"\(name)\"")
    }
  }

  /// Checks the decision that a resumed trial gets when it has repeated its reports up to a step.
  private func checkRepetition(
    _ situation: PruningSituation, among all: [PruningSituation]
  ) throws {
    guard let last = all.last(where: { $0.trial.number == situation.trial.number }) else { return }
    // The attempt that was interrupted had come further.
    // What is recorded of named metrics after these steps is not shown to a pruner.
    var recorded = JSONObject(
      last.trial.systemAttributes.filter { MetricBlock.name(inKey: $0.key) == nil }
        .map { ($0.key, $0.value) })
    for (name, value) in situation.trial.systemAttributes { recorded[name] = value }
    for (name, value) in last.decision.attributes { recorded[name] = value }
    for (name, value) in situation.decision.attributes {
      try require(
        recorded[name] == value, "an attribute of a trial, such as \"\(name)\", does not change")
    }
    var trial = situation.trial
    trial.systemAttributes = recorded
    let again = pruner.decision(about: trial, in: situation.context)
    // The study repeats a decision to prune by itself.
    try require(
      situation.decision.shouldPrune || !again.shouldPrune,
      "a trial that is resumed continues at the steps at which it continued before")
    for (name, value) in again.attributes {
      try require(
        recorded[name] == value,
        "an attribute of a trial that is resumed, such as \"\(name)\", does not change")
    }
  }
}
