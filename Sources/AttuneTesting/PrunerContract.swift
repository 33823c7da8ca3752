public import Attune

/// Checks that a pruner meets the requirements of `Pruner`.
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
      let first = try decisions(direction)
      try require(first == (try decisions(direction)), "the same trials get the same decision")
    }
  }

  /// Returns the decisions of the pruner at every report of trials with ordinary and extreme values.
  private func decisions(_ direction: Direction) throws -> [Bool] {
    let odd: [Double] = [.nan, .infinity, -.infinity, 0, -0.0, 1e308]
    let study = try Study(direction: direction, sampler: .random, pruner: .none, seed: 3)
    var decisions: [Bool] = []
    for index in 0..<30 {
      let trial = try study.ask()
      let x = try trial.suggest("x", in: 0.0...1.0)
      for step in stride(from: 0, to: 12, by: index % 3 + 1) {
        try trial.report(
          index % 5 == 4 ? odd[(index + step) % 6] : x / Double(step + 1), step: step)
        let context = PruningContext(history: study.trials)
        let decision = pruner.shouldPrune(trial.snapshot, in: context)
        try require(
          decision == pruner.shouldPrune(trial.snapshot, in: context),
          "a pruner that is called twice returns the same decision")
        decisions.append(decision)
      }
      try study.tell(trial, index % 4 == 3 ? .pruned : .complete(x))
    }
    return decisions
  }
}
