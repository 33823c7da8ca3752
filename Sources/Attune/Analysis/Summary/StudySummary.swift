/// A short summary of a study.
///
/// ```swift
/// print(study.summary)
/// ```
public struct StudySummary: Sendable {
  /// A parameter in all trials of a study.
  package struct Parameter: Sendable, Hashable {
    /// The name.
    package var name: String { key.text }
    /// The name, compared by code points.
    let key: Name
    /// The number of trials that have the parameter.
    package let trialCount: Int
    /// The most recent distribution.
    package let distribution: Distribution
  }

  /// The name of the study.
  package let name: String
  /// The direction of each objective.
  package let directions: [Direction]
  /// The names of the objectives.
  package let objectiveNames: [String]
  /// The number of trials.
  package let trialCount: Int
  /// The number of trials in each state that occurs.
  package let counts: [TrialState: Int]
  /// The best trial, or the Pareto-optimal trials of a multi-objective study; empty before the first
  /// complete and feasible trial.
  package let bestTrials: [TrialSnapshot]
  /// The number of trials with the best value in a single-objective study; `bestTrials` contains the
  /// first.
  package let bestTieCount: Int
  /// The counts of feasible trials and violations; nil if no trial has constraints.
  package let feasibility: Feasibility?
  /// The parameters in the order in which they were first suggested.
  package let parameters: [Parameter]
  /// The earliest start time of a trial; nil if none has started.
  package let firstStart: Timestamp?
  /// The latest end time of a trial; nil if none has finished.
  package let lastEnd: Timestamp?
  /// The total duration of finished trials, which exceeds the elapsed time if they ran in parallel.
  package let totalDuration: Duration
  /// The sampler; nil if not recorded.
  package let sampler: String?
  /// The pruner; nil if not recorded.
  package let pruner: String?
  /// The seed; nil if not recorded.
  package let seed: UInt64?
  /// The last runs, in the order of their numbers.
  package let runs: [RunRecord]

  /// Summarizes a study.
  ///
  /// - Complexity: O(*n* · *d*) for *n* trials with *d* parameters, and as ``TrialHistory/bestTrials``.
  package init(_ study: StudySnapshot) {
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
    runs = study.runs
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
  /// A short summary of the study.
  public var summary: StudySummary { StudySummary(self) }
}

extension StudySummary: CustomStringConvertible {
  /// The trial counts by state, such as `12 trials: 10 complete, 2 failed`.
  package var countText: String {
    let order: [TrialState] = [.complete, .pruned, .failed, .running, .waiting]
    let parts = order.compactMap { state in counts[state].map { "\($0) \(state)" } }
    let total = trialCount == 1 ? "1 trial" : "\(trialCount) trials"
    return parts.isEmpty ? total : "\(total): \(parts.joined(separator: ", "))"
  }

  /// The summary on several lines, without a trailing newline.
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
        let count = parameter.trialCount
        let note = count == trialCount ? "" : ", in \(count) trial\(count == 1 ? "" : "s")"
        return "  \(name)\(padding)  \(parameter.distribution)\(note)"
      }
    }
    if let firstStart {
      let end = lastEnd.map { " to \($0.shortText)" } ?? ""
      lines.append(
        "from \(firstStart.shortText)\(end) UTC, total trial time \(totalDuration.clockText)")
    }
    let strategies = [
      sampler.map { "sampler \($0)" }, pruner.map { "pruner \($0)" }, seed.map { "seed \($0)" },
    ].compactMap(\.self)
    if !strategies.isEmpty { lines.append(strategies.joined(separator: ", ")) }
    return (lines + runLines).joined(separator: "\n")
  }

  /// The number of runs, and the last one.
  private var runLines: [String] {
    guard let last = runs.last else { return [] }
    let count = runs.count == 1 && last.number == 0 ? "1 run" : "\(last.number + 1) runs, the last"
    let start = last.startTime.map { " of \($0.shortText) UTC" } ?? ""
    let origin = last.origin.isEmpty ? "" : ": \(last.origin.printable)"
    let command = last.commandLine.printable.shortened(toCharacters: Self.commandLimit)
    return ["\(count)\(start)\(origin)"] + (command.isEmpty ? [] : ["  \(command)"])
  }

  /// The maximum number of characters of a command line.
  private static var commandLimit: Int { 1000 }

  private var bestLines: [String] {
    guard directions.count == 1 else {
      return ["\(bestTrials.count) Pareto-optimal trial\(bestTrials.count == 1 ? "" : "s")"]
    }
    guard let best = bestTrials.first else { return ["no best trial yet"] }
    let ties = bestTieCount > 1 ? ", the first of \(bestTieCount) trials with that value" : ""
    return ["best: trial \(best.number) with \(best.values[0].shortText)\(ties)"]
      + best.parameters.map { "  \($0.name.printable): \($0.value)" }
  }
}
