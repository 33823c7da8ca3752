/// Counts of a study's feasible trials and of violations of each constraint.
package struct Feasibility: Sendable, Hashable {
  /// The violations of a constraint in all trials of a study.
  package struct Constraint: Sendable, Hashable {
    /// The name, or the index of an unnamed constraint.
    package let name: String
    /// The number of complete trials that violate the constraint.
    package let violationCount: Int
  }

  /// The number of complete trials.
  package let trialCount: Int
  /// The number of complete trials that satisfy all constraints.
  package let feasibleCount: Int
  /// The constraints by descending number of violations, then by name.
  package let constraints: [Constraint]

  /// Counts feasible trials and violations; nil if no trial has constraints.
  ///
  /// - Complexity: O(*n* · *c*) for *n* trials with *c* constraints.
  init?(_ trials: some Sequence<TrialSnapshot>) {
    var counts: [Name: Int] = [:]
    var (trialCount, feasibleCount) = (0, 0)
    for trial in trials {
      let isComplete = trial.state == .complete
      if isComplete {
        trialCount += 1
        if trial.isFeasible { feasibleCount += 1 }
      }
      guard trial.hasConstraints else { continue }
      for (name, value) in trial.recordedConstraints {
        counts[Name(name), default: 0] += isComplete && value > 0 ? 1 : 0
      }
    }
    guard !counts.isEmpty else { return nil }
    self.trialCount = trialCount
    self.feasibleCount = feasibleCount
    constraints = counts.map { ($0.key, $0.value) }
      .sorted { ($1.1, $0.0) < ($0.1, $1.0) }
      .map { Constraint(name: $0.0.text, violationCount: $0.1) }
  }
}

extension Feasibility: CustomStringConvertible {
  /// The maximum number of constraints in a description.
  private static let listLimit = 10

  /// The counts on one line, such as `12 of 60 complete trials feasible; violated: c0 in 40, c1 in 8`.
  package var description: String {
    let violated = constraints.filter { $0.violationCount > 0 }
    let word = trialCount == 1 ? "trial" : "trials"
    let start = "\(feasibleCount) of \(trialCount) complete \(word) feasible"
    guard !violated.isEmpty else { return start }
    let list = violated.prefix(Self.listLimit).map { constraint in
      // Constraints of older Optuna versions are named by their index.
      let isIndex = constraint.name.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
      return (isIndex ? "constraint " : "") + constraint.name.printable
        + " in \(constraint.violationCount)"
    }
    let more = violated.count - list.count
    return start + "; violated: " + list.joined(separator: ", ")
      + (more > 0 ? " and \(more) more" : "")
  }
}

extension StudySnapshot {
  /// The counts of feasible trials and violations; nil if no trial has constraints.
  ///
  /// - Complexity: O(*n* · *c*) for *n* trials with *c* constraints.
  package var feasibility: Feasibility? { Feasibility(trials) }
}
