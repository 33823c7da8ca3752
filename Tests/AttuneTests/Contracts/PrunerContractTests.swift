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
      PrunerCatalogue.specifications.compactMap { name in
        (try? PrunerCatalogue.pruner(name)).map { Case(name: name, pruner: $0) }
      } + [
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

    /// Pruners with a planted defect, and a part of the violated requirement.
    static let broken: [(Case, requirement: String)] = [
      (Case(name: "counts its calls", pruner: Counting()), "same decision"),
      (Case(name: "rolls dice", pruner: Dice()), "same decision"),
      (Case(name: "remembers trials", pruner: Remembering()), "same decision"),
      (Case(name: "depends on the order of questions", pruner: Comparing()), "same decision"),
      (
        Case(name: "changes an attribute", pruner: Noting(name: "reports") { .int($0.count) }),
        "does not change"
      ),
      (
        Case(name: "notes the owner", pruner: Noting(name: "attune:owner") { _ in "me" }),
        "is reserved"
      ),
      (Case(name: "prunes a trial that it knows", pruner: Recognizing()), "is resumed"),
      (Case(name: "rolls dice for a cohort", pruner: RandomCohort()), "same decision"),
      (Case(name: "has no summary", pruner: Nameless()), "has a summary"),
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
  func `a broken pruner is detected`(_ item: Case, requirement: String) throws {
    let violation = try #require(throws: ContractViolation.self) {
      try PrunerContract(item.pruner).check()
    }
    #expect(violation.description.contains(requirement))
  }
}

/// Prunes trials with an intermediate value worse than a threshold.
private struct Threshold: Pruner {
  func decision(about trial: TrialSnapshot, in context: PruningContext) -> PruningDecision {
    guard let last = trial.lastIntermediateValue else { return false }
    return PruningDecision(context.direction.isBetter(0.3, than: last.value))
  }
}

private final class Counting: Pruner {
  private let calls = Mutex(0)

  func decision(about trial: TrialSnapshot, in context: PruningContext) -> PruningDecision {
    calls.withLock { calls in
      calls += 1
      return PruningDecision(calls % 100 == 0)
    }
  }
}

private struct Dice: Pruner {
  func decision(about trial: TrialSnapshot, in context: PruningContext) -> PruningDecision {
    PruningDecision(Int.random(in: 0..<6) == 0)
  }
}

/// Prunes at the first report of each trial number and step, even across studies.
private final class Remembering: Pruner {
  private let seen = Mutex<Set<[Int]>>([])

  func decision(about trial: TrialSnapshot, in context: PruningContext) -> PruningDecision {
    let step = trial.lastIntermediateValue?.step ?? 0
    return PruningDecision(seen.withLock { $0.insert([trial.number, step]).inserted })
  }
}

/// Prunes a trial that is worse than the last one about which it was asked.
private final class Comparing: Pruner {
  private let last = Mutex(0.0)

  func decision(about trial: TrialSnapshot, in context: PruningContext) -> PruningDecision {
    let value = trial.lastIntermediateValue?.value ?? 0
    return last.withLock { last in
      defer { last = value }
      return PruningDecision(value > last)
    }
  }
}

/// Records an attribute at every report.
private struct Noting: Pruner {
  let name: String
  let value: @Sendable ([IntermediateValue]) -> JSONValue

  func decision(about trial: TrialSnapshot, in context: PruningContext) -> PruningDecision {
    PruningDecision(false, attributes: [name: value(trial.intermediateValues)])
  }
}

/// Notes a trial at its third report, and prunes trials that are noted.
private struct Recognizing: Pruner {
  func decision(about trial: TrialSnapshot, in context: PruningContext) -> PruningDecision {
    let count = trial.intermediateValues.count
    if count < 3 { return PruningDecision(trial.systemAttributes["noted"] != nil) }
    return PruningDecision(false, attributes: ["noted": true])
  }
}

private struct RandomCohort: Pruner {
  func decision(about trial: TrialSnapshot, in context: PruningContext) -> PruningDecision { false }

  func cohort(of trialNumber: Int, in context: PruningContext) -> Int? { Int.random(in: 0..<4) }
}

private struct Nameless: Pruner {
  func decision(about trial: TrialSnapshot, in context: PruningContext) -> PruningDecision { false }

  var summary: String { "" }
}
