/// The exit codes of the command.
///
/// They are part of the public interface and documented in `attune --help`.
enum ExitCode: Int32, Sendable, CaseIterable {
  /// The command succeeded.
  case success = 0
  /// The command failed: a missing study, a corrupt journal, a full disk.
  case failure = 1
  /// The arguments are invalid, and nothing was changed.
  case usage = 2
  /// The command stopped cleanly after Ctrl-C or SIGTERM.
  case interrupted = 130

  /// The meaning of the code, for help.
  var meaning: String {
    switch self {
    case .success: "success"
    case .failure: "failure, such as a missing study or a corrupt journal"
    case .usage: "invalid arguments; nothing was changed"
    case .interrupted: "interrupted"
    }
  }
}
