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

/// A stream of this process that text for people is written to: a terminal, or a file or pipe.
struct Terminal: Sendable {
  /// What a terminal can show.
  struct Style: Sendable, Hashable {
    var usesColor = false
    var usesUnicode = false
  }

  /// The line that is kept up to date at the bottom of the process's terminal.
  private struct LiveLine {
    let owner: ObjectIdentifier
    let terminal: Terminal
    let text: String
  }

  /// One for both streams, which are mostly the same terminal.
  private static let liveLine = Mutex<LiveLine?>(nil)

  private let file: Int32

  /// Whether a line can be written again and again.
  let isLive: Bool

  let style: Style

  /// - Parameter file: The descriptor of the stream.
  init(_ file: Int32) {
    self.file = file
    isLive = isatty(file) == 1 && Self.variable("TERM") != "dumb"
    let language = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap(Self.variable).first ?? ""
    style = Style(
      usesColor: isLive && Self.variable("NO_COLOR") == nil,
      usesUnicode: language.lowercased().contains("utf"))
  }

  static let output = Terminal(STDOUT_FILENO)
  static let errors = Terminal(STDERR_FILENO)

  /// How many columns there are at this moment.
  var width: Int {
    var size = winsize()
    // It is not recorded anywhere: the user may change it at any time.
    if ioctl(file, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return Int(size.ws_col) }
    return Self.variable("COLUMNS").flatMap { Int($0) } ?? 80
  }

  /// Writes whole lines, above the one that is kept up to date if there is one.
  ///
  /// - Returns: Why not all of it was written, as `errno` has it; nil when it was.
  @discardableResult
  func write(_ lines: String) -> Int32? {
    Self.liveLine.withLock { liveLine in
      guard isLive, let liveLine else { return put(lines) }
      let error = put("\r\u{1B}[K" + lines)
      liveLine.terminal.put(liveLine.text)
      return error
    }
  }

  /// Keeps the line at the bottom of the terminal up to date.
  ///
  /// - Returns: Whether the line was written: not while the line is another owner's, nor while this
  ///   process is in the background, where it would disturb the shell.
  func draw(_ line: String, for owner: ObjectIdentifier) -> Bool {
    Self.liveLine.withLock { liveLine in
      if let liveLine, liveLine.owner != owner { return false }
      guard isInForeground else { return false }
      put("\r" + line + "\u{1B}[K")
      liveLine = LiveLine(owner: owner, terminal: self, text: line)
      return true
    }
  }

  /// Leaves an owner's line as it is; what comes next is written below it.
  func endLine(of owner: ObjectIdentifier) {
    Self.liveLine.withLock { liveLine in
      guard liveLine?.owner == owner else { return }
      put("\n")
      liveLine = nil
    }
  }

  /// Whether the process is in the foreground of the terminal, as far as can be known.
  private var isInForeground: Bool {
    let foreground = tcgetpgrp(file)
    return foreground < 0 || foreground == getpgrp()
  }

  /// Writes a text as a whole, or as much of it as the stream takes.
  ///
  /// A pipe that nothing reads any more does not kill the process, as it would by default: Ctrl-C ends
  /// the `tee` of `program 2>&1 | tee log` as well, and the trials have yet to be recorded then.
  ///
  /// - Returns: Why not all of it was written, as `errno` has it; nil when it was.
  @discardableResult
  private func put(_ text: String) -> Int32? {
    withoutPipeSignal {
      var bytes = Array(text.utf8)[...]
      while !bytes.isEmpty {
        let written = bytes.withUnsafeBytes { systemWrite(file, $0.baseAddress, $0.count) }
        if written < 0, errno == EINTR { continue }
        guard written > 0 else { return errno }
        bytes = bytes.dropFirst(written)
      }
      return nil
    }
  }

  /// Calls a closure with SIGPIPE blocked in this thread, which is the one that it is sent to.
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

  /// A variable of the environment; nil when it is not set or empty.
  private static func variable(_ name: String) -> String? {
    guard let value = getenv(name), value.pointee != 0 else { return nil }
    return String(cString: value)
  }
}

// Inside the type the plain name would find its own method.
private func systemWrite(_ file: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(file, bytes, count)
}
