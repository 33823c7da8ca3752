import Attune

/// Prints the best trial of a single-objective study.
enum BestTrialCommand: Command {
  static let description = CommandDescription(
    "best-trial", .inspecting, "Print the best trial of a study.",
    discussion: "With --format json the output is one object.",
    options: [StudySelection.storage, StudySelection.study, TableFormat.option])

  static func run(_ arguments: Arguments, _ console: Console) throws -> ExitCode {
    let study = try arguments.study(in: arguments.existingStorage())
    guard study.directions.count == 1 else {
      throw CommandError(
        "the study \"\(study.name)\" has \(study.directions.count) objectives and no single best "
          + "trial; use `attune best-trials`")
    }
    guard let best = study.trials.bestTrial else {
      throw CommandError(
        "the study \"\(study.name)\" has no best trial: none of its \(study.trials.count) trials is "
          + "complete and feasible")
    }
    let format: TableFormat = arguments.choice(of: TableFormat.option) ?? .table
    let table = try study.trialTable(of: [best], includingFeasibility: true).withUsualTrialColumns(
      for: format)
    if format == .json {
      try console.write(table.jsonLines)
    } else {
      try console.show(table, as: format)
    }
    return .success
  }
}
