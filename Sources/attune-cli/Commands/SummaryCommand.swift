import Attune

/// Says in some lines how a study stands.
enum SummaryCommand: Command {
  static let description = CommandDescription(
    "summary", .looking, "Say in some lines how a study stands.",
    options: [StudySelection.journal, StudySelection.study])

  static func run(_ arguments: Arguments, _ console: Console) throws -> ExitCode {
    let study = try arguments.study(in: arguments.existingJournal())
    try console.writeLine(study.summary.description)
    return .success
  }
}
