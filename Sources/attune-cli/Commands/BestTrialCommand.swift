import Attune

/// Shows the best trial of a study with one direction.
enum BestTrialCommand: Command {
  static let description = CommandDescription(
    "best-trial", .looking, "Show the best trial of a study.",
    discussion: "With --format json it is one object.",
    options: [StudySelection.journal, StudySelection.study, TableFormat.option])

  static func run(_ arguments: Arguments, _ console: Console) throws -> ExitCode {
    let study = try arguments.study(in: arguments.existingJournal())
    guard study.directions.count == 1 else {
      throw CommandError(
        "the study \"\(study.name)\" has \(study.directions.count) directions and so several best "
          + "trials; use `attune best-trials`")
    }
    guard let best = study.trials.bestTrial else {
      throw CommandError(
        "the study \"\(study.name)\" has no best trial: none of its \(study.trials.count) trials is "
          + "complete and keeps its constraints")
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
