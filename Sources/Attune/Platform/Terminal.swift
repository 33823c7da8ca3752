import Synchronization

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Android)
  import Android
#endif

/// An output stream of this process for human-readable text: a terminal, a file or a pipe.
package struct Terminal: Sendable {
  /// The capabilities of a terminal.
  package struct Style: Sendable, Hashable {
    package var usesColor = false
    var usesUnicode = false
  }

  /// The live line, which is updated at the bottom of the process's terminal.
  private struct LiveLine {
    let owner: ObjectIdentifier
    let terminal: Terminal
    let text: String
  }

  /// Shared by both streams, which usually are the same terminal.
  private static let liveLine = Mutex<LiveLine?>(nil)

  private let file: Int32

  /// Whether the stream is a terminal.
  package let isTerminal: Bool

  /// Whether a line can be overwritten.
  let isLive: Bool

  package let style: Style

  /// Creates a terminal.
  ///
  /// - Parameter file: The file descriptor of the stream.
  init(_ file: Int32) {
    self.file = file
    isTerminal = isatty(file) == 1
    isLive = isTerminal && Self.environmentVariable("TERM") != "dumb"
    let language =
      ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap(Self.environmentVariable).first ?? ""
    style = Style(
      usesColor: isLive && Self.environmentVariable("NO_COLOR") == nil,
      usesUnicode: language.lowercased().contains("utf"))
  }

  package static let output = Terminal(STDOUT_FILENO)
  package static let errors = Terminal(STDERR_FILENO)

  /// Whether the user can be asked: standard input and standard error are terminals.
  package static var isInteractive: Bool { isatty(STDIN_FILENO) == 1 && errors.isTerminal }

  /// The current number of columns of the terminal; nil if the stream is not a terminal.
  package var columns: Int? {
    var size = winsize()
    // Not cached, since the user may change it at any time.
    guard ioctl(file, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  /// The current number of columns of a line, also for a stream that is not a terminal.
  var width: Int { columns ?? Self.environmentVariable("COLUMNS").flatMap { Int($0) } ?? 80 }

  /// Writes whole lines, above the live line if there is one.
  ///
  /// - Returns: The error if the write fails; nil on success.
  @discardableResult
  func write(_ lines: String) -> SystemError? {
    Self.liveLine.withLock { liveLine in
      guard isLive, let liveLine else { return put(lines) }
      let error = put("\r\u{1B}[K" + lines)
      liveLine.terminal.put(liveLine.text)
      return error
    }
  }

  /// Draws or updates the live line at the bottom of the terminal.
  ///
  /// - Returns: Whether the line was written. It is not while another owner has a live line, or
  ///   while this process is in the background, where it would disturb the shell.
  func draw(_ line: String, for owner: ObjectIdentifier) -> Bool {
    Self.liveLine.withLock { liveLine in
      if let liveLine, liveLine.owner != owner { return false }
      guard isInForeground else { return false }
      put("\r" + line + "\u{1B}[K")
      liveLine = LiveLine(owner: owner, terminal: self, text: line)
      return true
    }
  }

  /// Ends an owner's live line; further text is written below it.
  func endLine(of owner: ObjectIdentifier) {
    Self.liveLine.withLock { liveLine in
      guard liveLine?.owner == owner else { return }
      put("\n")
      liveLine = nil
    }
  }

  /// Whether the process is in the foreground of the terminal; true if that is unknown.
  private var isInForeground: Bool {
    let foreground = tcgetpgrp(file)
    return foreground < 0 || foreground == getpgrp()
  }

  /// Writes a text unchanged, or as much of it as the stream accepts.
  ///
  /// Unlike ``write(_:)`` it does not preserve the live line, and a closed pipe terminates the
  /// process by SIGPIPE unless the process handles this signal.
  package func writeDirectly(_ text: String) throws(SystemError) {
    try writeAll(Array(text.utf8), to: file)
  }

  /// Writes a text, or as much of it as the stream accepts.
  ///
  /// A closed pipe does not terminate the process, as it would by default: Ctrl-C also ends the
  /// `tee` of `program 2>&1 | tee log`, while the trials still have to be recorded.
  ///
  /// - Returns: The error if the write fails; nil on success.
  @discardableResult
  private func put(_ text: String) -> SystemError? {
    withoutPipeSignal {
      do throws(SystemError) {
        try writeDirectly(text)
        return nil
      } catch {
        return error
      }
    }
  }

  /// Calls a closure with SIGPIPE blocked in this thread, to which the system sends it.
  private func withoutPipeSignal<Result>(_ body: () -> Result) -> Result {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGPIPE)
    var pending = sigset_t()
    sigpending(&pending)
    let wasPending = sigismember(&pending, SIGPIPE) == 1
    var before = sigset_t()
    pthread_sigmask(SIG_BLOCK, &signals, &before)
    let result = body()
    sigpending(&pending)
    if !wasPending, sigismember(&pending, SIGPIPE) == 1 {
      var number: Int32 = 0
      sigwait(&signals, &number)
    }
    pthread_sigmask(SIG_SETMASK, &before, nil)
    return result
  }

  /// The value of an environment variable; nil if it is unset or empty.
  package static func environmentVariable(_ name: String) -> String? {
    guard let value = getenv(name), value.pointee != 0 else { return nil }
    return String(cString: value)
  }
}
