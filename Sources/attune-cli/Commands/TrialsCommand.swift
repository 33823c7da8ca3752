import Attune

/// Prints the trials of a study.
enum TrialsCommand: Command {
  static let description = CommandDescription(
    "trials", .inspecting, "Print the trials of a study.",
    discussion: TrialSelection.discussion + """


      Print the ten best complete trials:

        attune trials --state complete --sort value --limit 10
      """,
    options: [StudySelection.storage, StudySelection.study] + TrialSelection.all
      + [TableFormat.option])

  static func run(_ arguments: Arguments, _ console: Console) throws -> ExitCode {
    let study = try arguments.study(in: arguments.existingStorage())
    let format: TableFormat = arguments.choice(of: TableFormat.option) ?? .table
    let table = try arguments.selectedTrials(of: study)
    let columns = try arguments.selectedColumns()
    try console.show(
      columns.map { try table.selecting($0) } ?? table.withUsualTrialColumns(for: format),
      as: format)
    if format == .table, let feasibility = study.feasibility {
      try console.writeLine(feasibility.description)
    }
    return .success
  }
}
