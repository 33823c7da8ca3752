import Attune

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Android)
  import Android
#endif

/// The standard streams of a command.
struct Console: Sendable {
  private static let output: Int32 = STDOUT_FILENO
  private static let errors: Int32 = STDERR_FILENO

  /// Whether the output is a terminal.
  let isTerminal = isatty(Self.output) == 1

  /// Whether the user can be asked: standard input and standard error are a terminal.
  let isInteractive = isatty(STDIN_FILENO) == 1 && isatty(Self.errors) == 1

  /// Whether the output may be coloured: it is a terminal and `NO_COLOR` is not set.
  var usesColor: Bool {
    isTerminal && Self.environment("NO_COLOR") == nil && Self.environment("TERM") != "dumb"
  }

  /// The number of columns of the terminal; nil if the output is not a terminal, so that nothing is
  /// truncated.
  var width: Int? {
    var size = winsize()
    guard isTerminal, ioctl(Self.output, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return nil
    }
    return Int(size.ws_col)
  }

  /// Writes text to standard output.
  func write(_ text: String) throws(CommandError) {
    guard Self.write(text, to: Self.output) else { throw Self.outputError(errno) }
  }

  /// The error for a failed write to standard output, from the system's error number.
  static func outputError(_ number: Int32) -> CommandError {
    CommandError("the output cannot be written: \(String(cString: strerror(number)))")
  }

  /// Whether a write failed because the reader, such as `head`, has closed the pipe.
  static func isClosedPipe(_ number: Int32) -> Bool { number == EPIPE }

  /// Writes a line to standard output.
  func writeLine(_ text: String) throws(CommandError) {
    try write(text + "\n")
  }

  /// Prints a text to standard error, with control characters escaped.
  func printNotice(_ text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    _ = Self.write(lines.map { String($0).printable + "\n" }.joined(), to: Self.errors)
  }

  /// Prints an error to standard error, in one line even if names in it contain line feeds.
  func reportError(_ error: any Error, of subject: String = "attune", hint: String = "") {
    // The only error with several lines.
    guard (error as? StudyError)?.code != .repeatedFailure else {
      return printNotice("\(subject): \(error)")
    }
    printNotice("\(subject): \(error)\(hint)".printable)
  }

  /// Asks a yes-or-no question.
  ///
  /// Anything but yes counts as no.
  func confirm(_ question: String) -> Bool {
    _ = Self.write(question.printable + " [y/N] ", to: Self.errors)
    let answer = readLine()?.lowercased() ?? ""
    return answer == "y" || answer == "yes"
  }

  /// The text in bold if the output may be coloured.
  func bold(_ text: String) -> String {
    usesColor ? "\u{1B}[1m\(text)\u{1B}[0m" : text
  }

  /// The value of an environment variable; nil if it is not set or empty.
  static func environment(_ name: String) -> String? {
    guard let value = getenv(name) else { return nil }
    let text = String(cString: value)
    return text.isEmpty ? nil : text
  }

  private static func write(_ text: String, to descriptor: Int32) -> Bool {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }
}

// Named differently from the methods that would shadow the C function.
private func systemWrite(
  _ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int
) -> Int {
  write(descriptor, bytes, count)
}
