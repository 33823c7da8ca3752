import Testing

@testable import Attune

/// A trial that is interrupted between two parameters goes on with its plan, although the trials of another
/// worker have changed the model meanwhile.
@Suite struct PlanResumptionTests {
  private static let resumed = 12

  /// The univariate TPE is left out: it draws every parameter by itself, from the newest model.
  private static let cases = SamplerCase.all.filter { $0.testDescription != "tpe-univariate" }

  @Test(arguments: cases)
  func `a trial that is interrupted between two parameters keeps its plan`(
    _ item: SamplerCase
  ) throws {
    let whole = try study(item, InMemoryStorage())
    try whole.optimize(trials: Self.resumed + 1, progress: .none, objective)

    let storage = InMemoryStorage()
    let first = try study(item, storage)
    #expect(throws: CancellationError.self) {
      try first.optimize(trials: Self.resumed + 1, progress: .none) { trial in
        guard trial.number == Self.resumed else { return try objective(trial) }
        _ = try trial.suggest("x", in: -5.0...5.0)
        let second = try study(item, storage)
        try second.optimize(additionalTrials: 8, progress: .none) { trial in
          // The other end of the space is good now.
          -1000 - (try objective(trial))
        }
        throw CancellationError()
      }
    }
    let last = try study(item, storage)
    try last.optimize(trials: last.trials.count, progress: .none, objective)
    let trial = last.trials[Self.resumed]
    #expect(trial.state == .complete)
    #expect(trial.parameters == whole.trials[Self.resumed].parameters)
  }

  @Test func `a plan is recorded as a whole with its first value`() throws {
    let study = try study(SamplerCase.all[SamplerCase.all.count - 1], InMemoryStorage())
    try study.optimize(trials: 3, progress: .none, objective)
    let trial = try study.ask()
    let x = try trial.suggest("x", in: -5.0...5.0)
    let plan = try #require(trial.snapshot.systemAttributes["attune:plan"]?.objectValue)
    #expect(plan.keys == ["kind", "x", "y"])
    #expect(plan["x"]?.doubleValue == x)
    #expect(try plan["y"]?.doubleValue == trial.suggest("y", in: -5.0...5.0))
  }

  private func study(_ item: SamplerCase, _ storage: InMemoryStorage) throws -> Study {
    try Study("plans", storage: storage, sampler: item.sampler, pruner: .none, seed: 3)
  }

  private func objective(_ trial: Trial) throws -> Double {
    let x = try trial.suggest("x", in: -5.0...5.0)
    let y = try trial.suggest("y", in: -5.0...5.0)
    let kind = try trial.suggest("kind", from: ["a", "b"])
    return x * x + y * y + (kind == "a" ? 1 : 0)
  }
}
