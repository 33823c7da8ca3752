/// What the command tells the shell at its end.
///
/// The numbers are part of what users may rely on, and stand in `attune --help`.
enum ExitCode: Int32, Sendable, CaseIterable {
  /// Everything was done.
  case success = 0
  /// It could not be done: no such study, a damaged journal, a full disk.
  case failure = 1
  /// The words made no sense, and nothing was done.
  case usage = 2
  /// It was interrupted by Ctrl-C or SIGTERM, in good order.
  case interrupted = 130

  /// What it means, for help.
  var meaning: String {
    switch self {
    case .success: "done"
    case .failure: "failed, as there is no such study or the journal is damaged"
    case .usage: "wrong usage; nothing was done"
    case .interrupted: "interrupted"
    }
  }
}
