import Attune

/// Prints the best trial of a single-objective study.
enum BestTrialCommand: Command {
  static let description = CommandDescription(
    "best-trial", .inspecting, "Print the best trial of a study.",
    discussion: """
      The best trial of a noisy objective is the luckiest one. The configuration with the best estimate \
      is printed below it where it differs: by a race, or predicted from all trials. With --recommended \
      only that one is printed, by its first trial. With --format json the output is one object.
      """,
    options: [StudySelection.storage, StudySelection.study, recommended, TableFormat.option])

  private static let recommended = Option.flag(
    "recommended", "Print the trial with the best estimate instead of the best value.")

  static func run(_ arguments: Arguments, _ console: Console) throws -> ExitCode {
    let study = try arguments.study(in: arguments.existingStorage())
    guard study.directions.count == 1 else {
      throw CommandError(
        "the study \"\(study.name)\" has \(study.directions.count) objectives and no single best "
          + "trial; use `attune best-trials`")
    }
    let estimate = arguments.has(recommended) ? study.trials.recommended : nil
    guard let best = estimate?.trial ?? study.trials.bestTrial else {
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
    if let estimate {
      console.printNotice("estimate of \(estimate)")
    } else if format == .table, let other = study.trials.recommendedInsteadOfBest {
      try console.writeLine("recommended: \(other), \(other.trial.parameters)".printable)
    }
    return .success
  }
}
