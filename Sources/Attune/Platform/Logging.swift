import Synchronization

/// The messages of the library to the user: their minimum level, and where they go.
///
/// Messages are complete sentences, such as how to resume an interrupted run. By default those of level
/// ``Level-swift.enum/info`` and above are written to the standard error stream. The line that shows the
/// progress of a run is not a message: see ``ProgressDisplay``.
///
/// ```swift
/// Logging.level = .warning
/// Logging.setHandler { level, message in logger.log("\(level): \(message)") }
/// ```
public enum Logging {
  /// The importance of a message.
  public enum Level: Sendable, Hashable, Comparable, CaseIterable {
    /// Something that is expected, such as how to resume a run or that it waits for another one.
    case info
    /// Something that may be a mistake, such as an enqueued parameter that no trial asked for.
    case warning
    /// Something that failed.
    case error
  }

  private struct State {
    var level = Level.info
    var handler: (@Sendable (Level, String) -> Void)?
  }

  private static let state = Mutex(State())

  /// The minimum level of the messages that are passed on; ``Level-swift.enum/info`` by default.
  public static var level: Level {
    get { state.withLock { $0.level } }
    set { state.withLock { $0.level = newValue } }
  }

  /// Sets where messages go.
  ///
  /// - Parameter handler: Called with each message, from any thread; nil for the standard error stream.
  public static func setHandler(_ handler: (@Sendable (Level, String) -> Void)?) {
    state.withLock { $0.handler = handler }
  }

  /// Passes a message on, unless its level is too low.
  ///
  /// - Parameter message: Without a line break at its end.
  package static func log(_ level: Level, _ message: String) {
    let (isEnabled, handler) = state.withLock { (level >= $0.level, $0.handler) }
    guard isEnabled else { return }
    if let handler {
      handler(level, message)
    } else {
      Terminal.errors.write(message + "\n")
    }
  }
}
