/// The progress that a run shows on the standard error stream.
public struct ProgressDisplay: Sendable, Hashable {
  enum Kind: Sendable, Hashable {
    case none, onTerminal, automatic, lines
  }

  let kind: Kind

  /// No progress.
  public static let none = ProgressDisplay(kind: .none)

  /// A line that is updated on a terminal, and nothing elsewhere: the default of runs.
  ///
  /// The line is the same as with ``automatic``. Nothing is written to files and pipes, to
  /// terminals that cannot rewrite a line (`TERM=dumb`), or while the process is in the background
  /// of its terminal. If several runs of a process overlap, one of them shows its line.
  public static let onTerminal = ProgressDisplay(kind: .onTerminal)

  /// A line that is updated on a terminal, and a line for each trial elsewhere.
  ///
  /// The line fits the width of the terminal, and has no colours if the environment variable
  /// `NO_COLOR` is set.
  public static let automatic = ProgressDisplay(kind: .automatic)

  /// A line for each trial.
  public static let lines = ProgressDisplay(kind: .lines)

  /// Whether anything is shown on a stream.
  func isShown(on terminal: Terminal) -> Bool {
    switch kind {
    case .none: false
    case .onTerminal: terminal.isLive
    case .automatic, .lines: true
    }
  }

  /// Whether a line is updated on a stream.
  func isLive(on terminal: Terminal) -> Bool {
    switch kind {
    case .none, .lines: false
    case .onTerminal, .automatic: terminal.isLive
    }
  }
}
