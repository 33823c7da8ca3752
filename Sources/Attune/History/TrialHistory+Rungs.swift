/// The links between trials of the same configuration, which are brought up to date as trials finish.
struct RungLinks: Sendable {
  /// The trials whose configuration has a result with a larger budget.
  private(set) var superseded: Set<Int> = []
  /// The promoted trials that ended without a result.
  private(set) var withoutResult: Set<Int> = []

  var isEmpty: Bool { superseded.isEmpty && withoutResult.isEmpty }

  mutating func add(_ trial: TrialSnapshot) {
    guard let lower = TrialBudget.promotedFrom(of: trial.number, in: trial.systemAttributes) else {
      return
    }
    if trial.rungValue == nil {
      withoutResult.insert(trial.number)
    } else {
      superseded.insert(lower)
    }
  }
}

extension TrialHistory {
  /// The history in which each configuration has one trial, that with the largest budget which has a
  /// result, for samplers.
  ///
  /// A promoted trial is hidden until it has a result; otherwise a good configuration would count as one
  /// without a result, or twice.
  ///
  /// - Parameter number: The number of the trial whose sampler uses the history; it is not hidden.
  /// - Complexity: O(1) if no trial was promoted, otherwise O(*n* *d*) for *n* trials with *d* parameters.
  func highestRungs(besides number: Int) -> TrialHistory {
    let running = runningPromotions
    if rungLinks.isEmpty, running.isEmpty { return self }
    let hidden = rungLinks.superseded.union(rungLinks.withoutResult).union(running.map(\.number))
    return restricted { $0 == number || !hidden.contains($0) }
  }

  /// The unfinished trials that were promoted.
  private var runningPromotions: [TrialSnapshot] {
    unfinishedTrials.filter {
      TrialBudget.promotedFrom(of: $0.number, in: $0.systemAttributes) != nil
    }
  }

  /// The trials of the same configuration with smaller budgets, the largest first.
  func lowerRungs(of trial: TrialSnapshot) -> [TrialSnapshot] {
    var lower: [TrialSnapshot] = []
    var current = trial
    while let number = TrialBudget.promotedFrom(of: current.number, in: current.systemAttributes) {
      current = self[number]
      lower.append(current)
    }
    return lower
  }
}
