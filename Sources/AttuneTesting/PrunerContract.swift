public import Attune

/// Checks that a pruner keeps the promises of ``Pruner``.
public struct PrunerContract: Sendable {
  private let pruner: any Pruner

  /// Creates the check of a pruner.
  public init(_ pruner: some Pruner) {
    self.pruner = pruner
  }

  /// Checks every promise.
  ///
  /// - Throws: ``ContractViolation`` for the first promise that is broken.
  public func check() throws {
    for direction in Direction.allCases {
      let first = try judgements(direction)
      try require(first == (try judgements(direction)), "the same trials get the same judgement")
    }
  }

  /// What the pruner says at every report of trials with ordinary and odd values.
  private func judgements(_ direction: Direction) throws -> [Bool] {
    let odd: [Double] = [.nan, .infinity, -.infinity, 0, -0.0, 1e308]
    let study = try Study(direction: direction, sampler: .random, pruner: .none, seed: 3)
    var judgements: [Bool] = []
    for index in 0..<30 {
      let trial = try study.ask()
      let x = try trial.suggest("x", in: 0.0...1.0)
      for step in stride(from: 0, to: 12, by: index % 3 + 1) {
        try trial.report(
          index % 5 == 4 ? odd[(index + step) % 6] : x / Double(step + 1), step: step)
        let context = PruningContext(history: study.trials)
        let judgement = pruner.shouldPrune(trial.snapshot, in: context)
        try require(
          judgement == pruner.shouldPrune(trial.snapshot, in: context),
          "asked twice, a pruner gives the same judgement")
        judgements.append(judgement)
      }
      try study.tell(trial, index % 4 == 3 ? .pruned : .complete(x))
    }
    return judgements
  }
}
