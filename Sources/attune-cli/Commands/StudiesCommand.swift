import Attune

/// Lists the studies of a storage.
enum StudiesCommand: Command {
  static let description = CommandDescription(
    "studies", .inspecting, "List the studies of a storage.",
    options: [StudySelection.storage, TableFormat.option])

  static func run(_ arguments: Arguments, _ console: Console) throws -> ExitCode {
    let studies = try arguments.existingStorage().studies()
    try console.show(
      DataTable(studies.map(\.summary)), as: arguments.choice(of: TableFormat.option))
    return .success
  }
}
