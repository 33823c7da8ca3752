/// What another pruner would have done with the trials of a study: a dry run on recorded reports.
///
/// ```swift
/// let replay = try PruningReplay(of: study.snapshot, with: .hyperband(maximumResource: 81))
/// print(replay)
/// for lost in replay.lostTrials { print(lost) }
/// ```
///
/// The finished trials start, report and end again, in a ``ReplayOrder``. The pruner is asked after each report,
/// as by an objective that calls ``Trial/checkPruning()`` after each one. A trial that it stops has no further
/// reports, and is pruned for all later decisions.
///
/// Only the decisions are new. With another pruner, the sampler would have learned from other values and
/// proposed other parameters, and other trials would have run at the same time. And the curve of a trial that
/// was pruned in the study is known only up to there: how long the other pruner would have let it continue is
/// not. Such a trial ends with its last report, pruned, unless it is stopped earlier. So compared with a study
/// without pruning, ``savedSteps`` is a lower bound.
///
/// Running and waiting trials are left out. Finished trials without reports are not counted, but pruners may
/// count them, as before the first decision of the median rule.
public struct PruningReplay: Sendable {
  /// A trial that the pruner would have stopped.
  public struct StoppedTrial: Sendable, Hashable {
    /// The number of the trial.
    public let number: Int
    /// The rule, the step of the decision, the value and the threshold.
    public let reason: PruningReason
    /// The step of the last report of the trial in the study.
    public let lastStep: Int
    /// The steps after the decision that the study ran.
    public let savedSteps: Int
    /// The rank of the trial, counted from 1, if it is one of the best trials of the study; otherwise nil.
    ///
    /// In a multi-objective study all Pareto-optimal trials have the rank 1.
    public let rank: Int?
  }

  /// The number of the best trials that have a rank.
  public static let rankedTrials = 10

  /// The name of the study.
  public let studyName: String
  /// The pruner with the settings that differ from the defaults, as text.
  public let pruner: String
  /// The order of the reports.
  public let order: ReplayOrder
  /// The number of finished trials with reports.
  public let trialCount: Int
  /// The number of trials of the study that have ranks, whether they have reports or not.
  public let rankedTrialCount: Int
  /// The trials that would have been stopped, in the order of their numbers.
  public let stoppedTrials: [StoppedTrial]
  /// The numbers of the trials that were pruned in the study, whose curves end there.
  public let prunedTrials: [Int]
  /// The steps of all finished trials with reports, as the study ran them.
  ///
  /// A trial with a last report at step s has s steps, or s + 1 if any trial of the study has a report at step
  /// 0. With a pruner for instances, see ``ReportKind``, each report is a step.
  public let totalSteps: Int
  /// The steps of ``totalSteps`` that would have been saved.
  public let savedSteps: Int
  /// The trial with the best value among those that are not stopped; nil if there is none, and in a
  /// multi-objective study.
  public let bestRemainingTrial: Int?

  private let isMultiObjective: Bool

  /// The stopped trials among the best ones of the study, in the order of their ranks.
  public var lostTrials: [StoppedTrial] {
    // The trials are in the order of their numbers, and sorting keeps the order of equal ranks.
    stoppedTrials.filter { $0.rank != nil }.sorted { $0.rank ?? 0 < $1.rank ?? 0 }
  }

  /// The fraction of all steps that would have been saved, in 0...1.
  public var savedFraction: Double {
    totalSteps == 0 ? 0 : Double(savedSteps) / Double(totalSteps)
  }

  /// Repeats the reports of a study.
  ///
  /// - Parameters:
  ///   - study: The study, which need not be finished.
  ///   - pruner: The pruner to ask.
  ///   - order: The order in which trials report.
  /// - Throws: ``AnalysisError`` for a study without finished trials with reports, and for a study that the
  ///   pruner does not support, see ``Pruner/requiresSingleObjective``.
  /// - Complexity: That of one decision of the pruner for each report.
  public init(
    of study: StudySnapshot, with pruner: some Pruner, order: ReplayOrder = .recordedTimes
  ) throws(AnalysisError) {
    guard study.directions.count == 1 || !pruner.requiresSingleObjective else {
      throw AnalysisError(
        .unsupported,
        "study \"\(study.name)\" has \(study.directions.count) objectives, and \(pruner.summary) "
          + "compares the reports of one; give a pruner of named metrics")
    }
    let finished = study.trials.filter { $0.state.isFinished }.map(ReplayedTrial.init)
    let trials = finished.filter { !$0.reports.isEmpty }
    guard !trials.isEmpty else {
      throw AnalysisError(
        .noTrials,
        "study \"\(study.name)\" cannot be replayed: no finished trial has reported intermediate "
          + "values; let the objective call `report(_:step:)`")
    }
    var run = ReplayRun(study, finished, pruner)
    for event in order.events(of: finished) { run.handle(event) }
    let steps = StepCount(of: trials, for: pruner.reportKind)
    let best =
      study.directions.count == 1
      ? Array(study.trials.best(Self.rankedTrials).enumerated().map { ($0 + 1, $1.number) })
      : study.trials.bestTrials.map { (1, $0.number) }
    let ranks = Dictionary(uniqueKeysWithValues: best.map { ($1, $0) })
    var total: Int128 = 0
    var saved: Int128 = 0
    var stopped: [StoppedTrial] = []
    for trial in trials {
      let last = trial.reports.count - 1
      let length = steps.count(of: trial, upTo: last)
      total += length
      guard let stop = run.stops[trial.number] else { continue }
      let rest = length - steps.count(of: trial, upTo: stop.index)
      saved += rest
      stopped.append(
        StoppedTrial(
          number: trial.number, reason: stop.reason, lastStep: trial.reports[last],
          savedSteps: Int(clamping: rest), rank: ranks[trial.number]))
    }
    studyName = study.name
    isMultiObjective = study.directions.count > 1
    self.pruner = pruner.summary
    self.order = order
    trialCount = trials.count
    rankedTrialCount = best.count
    stoppedTrials = stopped
    prunedTrials = trials.filter { $0.recorded.state == .pruned }.map(\.number)
    totalSteps = Int(clamping: total)
    savedSteps = Int(clamping: saved)
    bestRemainingTrial =
      study.trials.best(study.trials.count).first { run.stops[$0.number] == nil }?.number
  }
}

/// The number of steps up to a report.
private struct StepCount {
  private let reportKind: ReportKind
  /// 0 if steps count from 0, otherwise 1.
  private let first: Int

  init(of trials: [ReplayedTrial], for reportKind: ReportKind) {
    self.reportKind = reportKind
    first = min(max(trials.compactMap(\.reports.first).min() ?? 0, 0), 1)
  }

  /// The number of steps up to the report at an index, which may exceed `Int`.
  func count(of trial: ReplayedTrial, upTo index: Int) -> Int128 {
    switch reportKind {
    case .instances: Int128(index + 1)
    case .progress: max(0, Int128(trial.reports[index]) + 1 - Int128(first))
    }
  }
}

extension PruningReplay: CustomStringConvertible {
  /// The result on several lines, without the single trials.
  public var description: String {
    let trials = Self.counted(trialCount, "trial")
    let manner = order == .sequential ? "one after the other" : "by their recorded times"
    var lines = [
      "study \"\(studyName.printable)\" replayed with \(pruner): \(trials) with reports, \(manner)",
      "stopped: \(Self.counted(stoppedTrials.count, "trial"))",
      "saved: \(savedSteps) of \(Self.counted(totalSteps, "step")) "
        + "(\((savedFraction * 100).shortText) %)",
    ]
    if rankedTrialCount > 0 {
      let lost = lostTrials.map {
        $0.rank == 1 && !isMultiObjective ? "\($0.number) (the best)" : "\($0.number)"
      }
      let noun = isMultiObjective ? "Pareto-optimal trial" : "best trial"
      lines.append(
        "lost: \(lost.count) of the \(Self.counted(rankedTrialCount, noun))"
          + (lost.isEmpty ? "" : ": \(lost.joined(separator: ", "))"))
    }
    if !prunedTrials.isEmpty {
      let pruned =
        prunedTrials.count == 1 ? "1 trial was pruned" : "\(prunedTrials.count) trials were pruned"
      lines.append(
        "\(pruned) in the study, and the curves end there: compared with a study without pruning, "
          + "the saved steps are a lower bound")
    }
    return lines.joined(separator: "\n")
  }

  private static func counted(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }
}
