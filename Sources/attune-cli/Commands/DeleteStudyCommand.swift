import Attune

/// Deletes a study and its trials.
enum DeleteStudyCommand: Command {
  private static let yes = Option.flag("yes", letter: "y", "Delete without confirmation.")

  static let description = CommandDescription(
    "delete-study", .managing, "Delete a study and its trials.",
    discussion: """
      Asks for confirmation. Without a terminal, --yes is required. Programs that use the study \
      end with an error. A journal keeps the records until it is copied; see `attune copy`.
      """,
    options: [StudySelection.storage, StudySelection.study, yes])

  static func run(_ arguments: Arguments, _ console: Console) throws -> ExitCode {
    let storage = try arguments.existingStorage()
    let study = try arguments.study(in: storage)
    let subject = "the study \"\(study.name)\" and its \(study.trials.count) trials"
    if !arguments.has(yes) {
      guard console.isInteractive else {
        throw CommandError(
          "\(subject) are not deleted: there is no terminal for the confirmation; give --yes")
      }
      guard console.confirm("Delete \(subject) from \(storage.displayName ?? "")?") else {
        console.printNotice("Nothing was deleted.")
        return .failure
      }
    }
    guard try storage.deleteStudy(named: study.name) else {
      throw CommandError("another process has already deleted \(subject)")
    }
    return .success
  }
}
