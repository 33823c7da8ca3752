import Attune

/// Deletes a study with its trials.
enum DeleteStudyCommand: Command {
  private static let yes = Option.flag("yes", letter: "y", "Do not ask.")

  static let description = CommandDescription(
    "delete-study", .steering, "Delete a study with its trials.",
    discussion: """
      It asks before, and without a terminal it refuses unless --yes is given. Programs that work on \
      the study end with an error. The journal keeps the records until it is copied; see \
      `attune copy`.
      """,
    options: [StudySelection.journal, StudySelection.study, yes])

  static func run(_ arguments: Arguments, _ console: Console) throws -> ExitCode {
    let journal = try arguments.existingJournal()
    let study = try arguments.study(in: journal)
    let subject = "the study \"\(study.name)\" with its \(study.trials.count) trials"
    if !arguments.has(yes) {
      guard console.canAsk else {
        throw CommandError("\(subject) is not deleted, since nobody can be asked; give --yes")
      }
      guard console.confirms("Delete \(subject) from \(journal.path)?") else {
        console.note("Nothing is deleted.")
        return .failure
      }
    }
    guard try journal.deleteStudy(named: study.name) else {
      throw CommandError("somebody else has deleted \(subject)")
    }
    return .success
  }
}
