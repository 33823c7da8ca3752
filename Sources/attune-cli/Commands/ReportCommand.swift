import Attune

/// Writes an HTML report of a study.
enum ReportCommand: Command {
  static let description = CommandDescription(
    "report", .inspecting, "Write a report of a study as one HTML page.",
    discussion: """
      The page is self-contained and opens in any browser. It has the summary, the plots, a \
      sortable and filterable table of all trials, and the best parameters as Swift code.
      """,
    options: [StudySelection.storage, StudySelection.study, OutputFile.option])

  static func run(_ arguments: Arguments, _ console: Console) throws -> ExitCode {
    let study = try arguments.study(in: arguments.existingStorage())
    try console.write(document: study.report(), toFile: arguments.text(of: OutputFile.option))
    return .success
  }
}
