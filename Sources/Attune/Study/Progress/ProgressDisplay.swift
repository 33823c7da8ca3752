/// What a run shows on its way, on the standard error stream.
public struct ProgressDisplay: Sendable, Hashable {
  enum Kind: Sendable, Hashable {
    case none, automatic, lines
  }

  let kind: Kind

  /// Nothing.
  public static let none = ProgressDisplay(kind: .none)

  /// A line that is kept up to date on a terminal, and a line for each trial elsewhere.
  ///
  /// The line is fitted to the terminal's width, and without colours where the environment's variable
  /// `NO_COLOR` is set.
  public static let automatic = ProgressDisplay(kind: .automatic)

  /// A line for each trial.
  public static let lines = ProgressDisplay(kind: .lines)
}
