import Attune
import AttuneTesting
import Synchronization
import Testing

/// The contract of pruners, tested through the public API only.
@Suite struct PrunerContractTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let pruner: any Pruner

    var testDescription: String { name }

    static let valid: [Case] =
      PrunerCatalogue.all.map { Case(name: $0.name, pruner: $0.example) } + [
        Case(name: "median, from the start", pruner: .median(patient { $0.startupTrials = 0 })),
        Case(name: "median, at intervals", pruner: .median(patient { $0.interval = 3 })),
        Case(name: "percentile 0", pruner: .percentile(0)),
        Case(name: "percentile 100", pruner: .percentile(100)),
        Case(
          name: "percentile 33.3, patient",
          pruner: .percentile(
            33.3,
            patient {
              $0.warmupSteps = 2
              $0.minimumTrials = 4
            })),
        Case(name: "a threshold", pruner: Threshold()),
      ]

    static let broken = [
      Case(name: "counts its calls", pruner: Counting()),
      Case(name: "rolls dice", pruner: Dice()),
      Case(name: "remembers trials", pruner: Remembering()),
    ]

    private static func patient(
      _ change: (inout PercentilePruner.Configuration) -> Void
    ) -> PercentilePruner.Configuration {
      var configuration = PercentilePruner.Configuration()
      change(&configuration)
      return configuration
    }
  }

  @Test(arguments: Case.valid)
  func `a pruner meets the contract`(_ item: Case) throws {
    try PrunerContract(item.pruner).check()
  }

  @Test(arguments: Case.broken)
  func `a broken pruner is detected`(_ item: Case) throws {
    let violation = try #require(throws: ContractViolation.self) {
      try PrunerContract(item.pruner).check()
    }
    #expect(violation.description.contains("same decision"))
  }
}

/// Prunes trials with an intermediate value worse than a threshold.
private struct Threshold: Pruner {
  func shouldPrune(_ trial: TrialSnapshot, in context: PruningContext) -> Bool {
    guard let last = trial.lastIntermediateValue else { return false }
    return context.direction.isBetter(0.3, than: last.value)
  }
}

private final class Counting: Pruner {
  private let calls = Mutex(0)

  func shouldPrune(_ trial: TrialSnapshot, in context: PruningContext) -> Bool {
    calls.withLock { calls in
      calls += 1
      return calls % 100 == 0
    }
  }
}

private struct Dice: Pruner {
  func shouldPrune(_ trial: TrialSnapshot, in context: PruningContext) -> Bool {
    Int.random(in: 0..<6) == 0
  }
}

/// Prunes at the first report of each trial number and step, even across studies.
private final class Remembering: Pruner {
  private let seen = Mutex<Set<[Int]>>([])

  func shouldPrune(_ trial: TrialSnapshot, in context: PruningContext) -> Bool {
    let step = trial.lastIntermediateValue?.step ?? 0
    return seen.withLock { $0.insert([trial.number, step]).inserted }
  }
}
