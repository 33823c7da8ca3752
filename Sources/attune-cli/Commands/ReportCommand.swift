import Attune

/// Writes a report about a study.
enum ReportCommand: Command {
  static let description = CommandDescription(
    "report", .looking, "Write a report about a study, as one page of HTML.",
    discussion: """
      Any browser opens the page; it loads nothing else. It has the summary, the plots, a table of all \
      trials to sort and filter, and the best parameters as Swift to paste.
      """,
    options: [StudySelection.journal, StudySelection.study, OutputFile.option])

  static func run(_ arguments: Arguments, _ console: Console) throws -> ExitCode {
    let study = try arguments.study(in: arguments.existingJournal())
    try console.write(document: study.report(), toFile: arguments.text(of: OutputFile.option))
    return .success
  }
}
