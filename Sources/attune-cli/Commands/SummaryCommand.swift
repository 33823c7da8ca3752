import Attune

/// Prints a summary of a study.
enum SummaryCommand: Command {
  static let description = CommandDescription(
    "summary", .inspecting, "Print a summary of a study.",
    options: [StudySelection.storage, StudySelection.study])

  static func run(_ arguments: Arguments, _ console: Console) throws -> ExitCode {
    let study = try arguments.study(in: arguments.existingStorage())
    try console.writeLine(study.summary.description)
    return .success
  }
}
