/// What there is to say of a study in a few lines.
///
/// ```swift
/// print(study.summary)
/// ```
public struct StudySummary: Sendable {
  /// A parameter over all trials of a study.
  public struct Parameter: Sendable, Hashable {
    /// The name.
    public var name: String { key.text }
    /// The name as a key.
    let key: Name
    /// How many trials have it.
    public let trialCount: Int
    /// The values it could take when it was defined last.
    public let distribution: Distribution
  }

  /// The name of the study.
  public let name: String
  /// What is wanted of the objective values.
  public let directions: [Direction]
  /// What the objective values are called.
  public let objectiveNames: [String]
  /// How many trials there are.
  public let trialCount: Int
  /// How many trials there are of each state that occurs.
  public let counts: [TrialState: Int]
  /// The best trial, or the trials on the Pareto front with several directions; none before the first
  /// complete and feasible trial.
  public let bestTrials: [TrialSnapshot]
  /// How many trials have the best value, where there is one direction; `bestTrials` has the first of
  /// them.
  public let bestTieCount: Int
  /// How many trials satisfy the constraints; nil when no trial has any.
  public let feasibility: Feasibility?
  /// The parameters in the order in which they were first suggested.
  public let parameters: [Parameter]
  /// When the first trial started; nil when none has.
  public let firstStart: Timestamp?
  /// When the last trial so far finished; nil when none has.
  public let lastEnd: Timestamp?
  /// The time that finished trials took, summed: more than passed on the clock when they ran in parallel.
  public let totalDuration: Duration
  /// What proposes values; nil when it is not recorded.
  public let sampler: String?
  /// What gives up trials; nil when it is not recorded.
  public let pruner: String?
  /// What all random numbers derive from; nil when it is not recorded.
  public let seed: UInt64?

  /// Sums up a study.
  ///
  /// - Complexity: O(*n* · *d*) for *n* trials with *d* parameters, and as ``TrialHistory/bestTrials``.
  public init(_ study: StudySnapshot) {
    name = study.name
    directions = study.directions
    objectiveNames = study.objectiveNames
    trialCount = study.trials.count
    counts = Dictionary(
      uniqueKeysWithValues: TrialState.allCases.map { ($0, study.trials.count(of: $0)) }
        .filter { $0.1 > 0 })
    bestTrials =
      directions.count == 1 ? study.trials.bestTrial.map { [$0] } ?? [] : study.trials.bestTrials
    bestTieCount = study.trials.bestTieCount
    feasibility = study.feasibility
    parameters = Self.parameters(study.trials)
    firstStart = study.trials.compactMap(\.startTime).min()
    lastEnd = study.trials.compactMap(\.endTime).max()
    totalDuration = study.trials.compactMap(\.duration).reduce(.zero, +)
    sampler = study.sampler
    pruner = study.pruner
    seed = study.seed
  }

  private static func parameters(_ trials: TrialHistory) -> [Parameter] {
    var names: [Name] = []
    var counts: [Name: (count: Int, distribution: Distribution)] = [:]
    for trial in trials {
      for parameter in trial.parameters {
        let count = counts[parameter.key]?.count ?? 0
        if count == 0 { names.append(parameter.key) }
        counts[parameter.key] = (count + 1, parameter.distribution)
      }
    }
    return names.compactMap { name in
      counts[name].map {
        Parameter(key: name, trialCount: $0.count, distribution: $0.distribution)
      }
    }
  }
}

extension StudySnapshot {
  /// What there is to say of the study in a few lines.
  public var summary: StudySummary { StudySummary(self) }
}

extension StudySummary: CustomStringConvertible {
  /// How many trials there are by state, as in `12 trials: 10 complete, 2 failed`.
  public var countText: String {
    let order: [TrialState] = [.complete, .pruned, .failed, .running, .waiting]
    let parts = order.compactMap { state in counts[state].map { "\($0) \(state)" } }
    let total = trialCount == 1 ? "1 trial" : "\(trialCount) trials"
    return parts.isEmpty ? total : "\(total): \(parts.joined(separator: ", "))"
  }

  /// The summary in some lines, without a newline at the end.
  public var description: String {
    var lines = [
      "study \"\(name.printable)\"", countText,
      zip(directions, objectiveNames).map { "\($0) \($1.printable)" }.joined(separator: ", "),
    ]
    lines += bestLines
    if let feasibility { lines.append(feasibility.description) }
    if !parameters.isEmpty {
      let width = parameters.map(\.name.printable.columnCount).max() ?? 0
      lines.append("parameters:")
      lines += parameters.map { parameter in
        let name = parameter.name.printable
        let padding = String(repeating: " ", count: width - name.columnCount)
        let share = parameter.trialCount == trialCount ? "" : ", in \(parameter.trialCount) of them"
        return "  \(name)\(padding)  \(parameter.distribution)\(share)"
      }
    }
    if let firstStart {
      let end = lastEnd.map { " to \($0.shortText)" } ?? ""
      lines.append("from \(firstStart.shortText)\(end) UTC, \(totalDuration.clockText) in trials")
    }
    let strategies = [
      sampler.map { "sampler \($0)" }, pruner.map { "pruner \($0)" }, seed.map { "seed \($0)" },
    ].compactMap(\.self)
    if !strategies.isEmpty { lines.append(strategies.joined(separator: ", ")) }
    return lines.joined(separator: "\n")
  }

  private var bestLines: [String] {
    guard directions.count == 1 else {
      let word = bestTrials.count == 1 ? "trial is" : "trials are"
      return ["\(bestTrials.count) \(word) on the Pareto front"]
    }
    guard let best = bestTrials.first else { return ["no best trial yet"] }
    let ties = bestTieCount > 1 ? ", the first of \(bestTieCount) trials with that value" : ""
    return ["best: trial \(best.number) with \(best.values[0].shortText)\(ties)"]
      + best.parameters.map { "  \($0.name.printable): \($0.value)" }
  }
}
