import Attune

/// Prints what another pruner would have done with the trials of a study.
enum PruneReplayCommand: Command {
  private static let order = Option.choice(
    "order", of: ReplayOrder.self, "Repeat the reports in this order.", default: .recordedTimes)

  static let description = CommandDescription(
    "prune-replay", .inspecting, "Print what another pruner would have done.",
    discussion: """
      Repeat the reports of the finished trials, and ask the pruner after each one. Print the \
      trials that it would have stopped and when, the fraction of the steps that would have been \
      saved, and which of the ten best trials would have been lost. Nothing is recorded.

      The parameters are those of the study: with another pruner, the sampler would have proposed \
      others. The curve of a trial that was pruned in the study ends there, so compared with a \
      study without pruning the saved steps are a lower bound. \
      With --order times, trials that ran at the same time report side by side: the reports of a \
      trial are spread evenly between its start and its end. With --order sequential, trials \
      follow one another in the order of their start times.

        attune prune-replay --pruner hyperband:maximum=81
      """,
    options: [
      StudySelection.storage, StudySelection.study, PrunerSpecification.option, order,
      TableFormat.option,
    ])

  static func run(_ arguments: Arguments, _ console: Console) throws -> ExitCode {
    let pruner = try arguments.pruner()
    let study = try arguments.study(in: arguments.existingStorage())
    let replay = try PruningReplay(
      of: study, with: pruner, order: arguments.choice(of: order) ?? .recordedTimes)
    switch arguments.choice(of: TableFormat.option) ?? TableFormat.table {
    case .json: try console.write(object(replay).jsonLines)
    case .csv: try console.show(table(replay.stoppedTrials), as: .csv)
    case .table:
      try console.writeLine(replay.description)
      guard !replay.stoppedTrials.isEmpty else { break }
      try console.show(table(replay.stoppedTrials), as: .table)
    }
    return .success
  }

  /// The stopped trials, one a row.
  private static func table(_ trials: [PruningReplay.StoppedTrial]) -> DataTable {
    let columns = [
      "number", "step", "last_step", "saved_steps", "rank", "value", "threshold", "rule",
    ]
    return DataTable(
      columns: columns.map { DataTable.Column($0) },
      rows: trials.map { trial in
        [
          .int(trial.number), .int(trial.reason.step), .int(trial.lastStep),
          .int(trial.savedSteps), trial.rank.map { .int($0) }, .float(trial.reason.value),
          trial.reason.threshold.map { .float($0) }, .string(trial.reason.rule),
        ]
      })
  }

  /// The whole result as a table of one row.
  private static func object(_ replay: PruningReplay) -> DataTable {
    let stopped = table(replay.stoppedTrials)
    let trials: [JSONValue] = stopped.rows.map { row in
      .object(
        JSONObject(
          zip(stopped.columns, row).compactMap { column, cell in cell.map { (column.name, $0) } }))
    }
    let cells: KeyValuePairs<String, JSONValue?> = [
      "study": .string(replay.studyName),
      "pruner": .string(replay.pruner),
      "order": .string(replay.order.rawValue),
      "trials": .int(replay.trialCount),
      "pruned_in_study": .array(replay.prunedTrials.map { .int($0) }),
      "steps": .int(replay.totalSteps),
      "saved_steps": .int(replay.savedSteps),
      "saved_fraction": .float(replay.savedFraction),
      "is_lower_bound": .bool(!replay.prunedTrials.isEmpty),
      "ranked": .int(replay.rankedTrialCount),
      "lost": .array(replay.lostTrials.map { .int($0.number) }),
      "best_remaining": replay.bestRemainingTrial.map { .int($0) },
      "stopped": .array(trials),
    ]
    return DataTable(columns: cells.map { DataTable.Column($0.key) }, rows: [cells.map(\.value)])
  }
}
