/// What a run shows on its way, on the standard error stream.
public struct ProgressDisplay: Sendable, Hashable {
  enum Kind: Sendable, Hashable {
    case none, onTerminal, automatic, lines
  }

  let kind: Kind

  /// Nothing.
  public static let none = ProgressDisplay(kind: .none)

  /// A line that is kept up to date on a terminal, and nothing elsewhere: the default of runs.
  ///
  /// The line is that of ``automatic``. Nothing is written to files and pipes, to terminals that cannot
  /// rewrite a line (`TERM=dumb`), or while the process is in the background of its terminal. Of several
  /// runs of a process at a time, one has the line.
  public static let onTerminal = ProgressDisplay(kind: .onTerminal)

  /// A line that is kept up to date on a terminal, and a line for each trial elsewhere.
  ///
  /// The line is fitted to the terminal's width, and without colours where the environment's variable
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

  /// Whether a line is kept up to date on a stream.
  func isLive(on terminal: Terminal) -> Bool {
    switch kind {
    case .none, .lines: false
    case .onTerminal, .automatic: terminal.isLive
    }
  }
}
