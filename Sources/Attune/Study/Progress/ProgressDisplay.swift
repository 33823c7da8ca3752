/// What a run shows on its way, on the standard error stream.
public struct ProgressDisplay: Sendable, Hashable {
  private enum Kind: Sendable, Hashable {
    case none, automatic, lines
  }

  private let kind: Kind

  /// Nothing.
  public static let none = ProgressDisplay(kind: .none)

  /// A line that is kept up to date on a terminal, and a line for each trial elsewhere.
  public static let automatic = ProgressDisplay(kind: .automatic)

  /// A line for each trial.
  public static let lines = ProgressDisplay(kind: .lines)

  /// Who shows it; nil for nothing.
  func reporter(expectedCount: Int?) -> ProgressReporter? {
    switch kind {
    case .none: nil
    case .automatic:
      ProgressReporter(isLive: ProgressReporter.isTerminal, expectedCount: expectedCount)
    case .lines: ProgressReporter(isLive: false, expectedCount: expectedCount)
    }
  }
}
