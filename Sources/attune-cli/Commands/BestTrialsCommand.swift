import Attune

/// Shows the trials on the Pareto front of a study.
enum BestTrialsCommand: Command {
  static let description = CommandDescription(
    "best-trials", .looking, "Show the trials that no other is better than in all directions.",
    options: [StudySelection.journal, StudySelection.study, TableFormat.option])

  static func run(_ arguments: Arguments, _ console: Console) throws -> ExitCode {
    let study = try arguments.study(in: arguments.existingJournal())
    let format: TableFormat = arguments.choice(of: TableFormat.option) ?? .table
    let table = study.trialTable(of: study.trials.bestTrials, includingFeasibility: true)
    try console.show(table.withUsualTrialColumns(for: format), as: format)
    if format == .table, let feasibility = study.feasibility {
      try console.writeLine(feasibility.description)
    }
    return .success
  }
}
