import Attune

/// All commands, in the order in which help lists them.
enum Commands {
  static let all: [any Command.Type] = [
    TuneCommand.self,
    InitCommand.self,
    WatchCommand.self,
    StudiesCommand.self,
    SummaryCommand.self,
    TrialsCommand.self,
    BestTrialCommand.self,
    BestTrialsCommand.self,
    ImportanceCommand.self,
    PlotCommand.self,
    ReportCommand.self,
    PruneReplayCommand.self,
    ExportCommand.self,
    CreateStudyCommand.self,
    DeleteStudyCommand.self,
    ImportCommand.self,
    EnqueueCommand.self,
    AskCommand.self,
    TellCommand.self,
    SetUserAttributeCommand.self,
    CopyCommand.self,
    DoctorCommand.self,
    HelpCommand.self,
    CompletionCommand.self,
  ]

  /// The descriptions of all commands.
  static var descriptions: [CommandDescription] { all.map { $0.description } }

  /// Returns the command with a name.
  ///
  /// - Throws: `UsageError` if there is none.
  static func named(_ name: String) throws(UsageError) -> any Command.Type {
    guard let command = all.first(where: { $0.description.name == name }) else {
      let hint = EditDistance.hint(for: name, among: descriptions.map(\.name))
      throw UsageError("there is no command \"\(name)\"\(hint)")
    }
    return command
  }
}
