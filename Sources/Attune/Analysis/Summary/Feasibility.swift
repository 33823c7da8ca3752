/// How many trials of a study satisfy its constraints, and which ones are violated how often.
public struct Feasibility: Sendable, Hashable {
  /// A constraint over all trials of a study.
  public struct Constraint: Sendable, Hashable {
    /// The name; the index for constraints that have none.
    public let name: String
    /// How many complete trials violate it.
    public let violationCount: Int
  }

  /// How many complete trials there are.
  public let trialCount: Int
  /// How many of them satisfy all constraints.
  public let feasibleCount: Int
  /// The constraints, the most often violated first, then by name.
  public let constraints: [Constraint]

  /// Counts the complete trials that satisfy their constraints; nil when no trial has any.
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
  /// How many constraints a text lists.
  private static let listLimit = 10

  /// The counts in a line, as in `12 of 60 complete trials feasible; violated: c0 in 40, c1 in 8`.
  public var description: String {
    let violated = constraints.filter { $0.violationCount > 0 }
    let word = trialCount == 1 ? "trial" : "trials"
    let start = "\(feasibleCount) of \(trialCount) complete \(word) feasible"
    guard !violated.isEmpty else { return start }
    let list = violated.prefix(Self.listLimit).map { constraint in
      // Optuna's older constraints have an index for a name.
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
  /// How many trials satisfy the constraints; nil when no trial has any.
  ///
  /// - Complexity: O(*n* · *c*) for *n* trials with *c* constraints.
  public var feasibility: Feasibility? { Feasibility(trials) }
}
