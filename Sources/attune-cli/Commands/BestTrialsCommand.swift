import Attune

/// Prints the Pareto-optimal trials of a study.
enum BestTrialsCommand: Command {
  static let description = CommandDescription(
    "best-trials", .inspecting, "Print the Pareto-optimal trials of a study.",
    discussion: """
      For a single-objective study, print the first trial with the best value, and write the \
      number of other trials with that value to the standard error stream.
      """,
    options: [StudySelection.storage, StudySelection.study, TableFormat.option])

  static func run(_ arguments: Arguments, _ console: Console) throws -> ExitCode {
    let study = try arguments.study(in: arguments.existingStorage())
    let format: TableFormat = arguments.choice(of: TableFormat.option) ?? .table
    // With one objective all best trials have the same value, and there may be thousands.
    let best =
      study.directions.count == 1
      ? [study.trials.bestTrial].compactMap(\.self) : study.trials.bestTrials
    let table = study.trialTable(of: best, includingFeasibility: true)
    try console.show(table.withUsualTrialColumns(for: format), as: format)
    let others = study.trials.bestTieCount - 1
    if others > 0 {
      console.printNotice(
        "\(others) more \(others == 1 ? "trial has" : "trials have") the same value.")
    }
    if format == .table, let feasibility = study.feasibility {
      try console.writeLine(feasibility.description)
    }
    return .success
  }
}
