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

/// Where a command writes, and how.
struct Console: Sendable {
  private static let output: Int32 = STDOUT_FILENO
  private static let errors: Int32 = STDERR_FILENO

  /// Whether the output is a terminal.
  let isTerminal = isatty(Self.output) == 1

  /// Whether somebody can be asked: input and errors are a terminal.
  let canAsk = isatty(STDIN_FILENO) == 1 && isatty(Self.errors) == 1

  /// Whether the output may be coloured: a terminal, and not asked otherwise by `NO_COLOR`.
  var usesColor: Bool {
    isTerminal && Self.environment("NO_COLOR") == nil && Self.environment("TERM") != "dumb"
  }

  /// How many columns the terminal has; nil when the output is none, so that nothing is cut.
  var width: Int? {
    var size = winsize()
    guard isTerminal, ioctl(Self.output, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return nil
    }
    return Int(size.ws_col)
  }

  /// Writes text to the output.
  func write(_ text: String) throws(CommandError) {
    guard Self.write(text, to: Self.output) else { throw Self.outputError(errno) }
  }

  /// What is reported when the output takes no more, by the number of the system's error.
  static func outputError(_ number: Int32) -> CommandError {
    CommandError("the output cannot be written: \(String(cString: strerror(number)))")
  }

  /// Whether output failed because its reader has gone, as `head` goes.
  static func isClosedPipe(_ number: Int32) -> Bool { number == EPIPE }

  /// Writes a line to the output.
  func writeLine(_ text: String) throws(CommandError) {
    try write(text + "\n")
  }

  /// Says something beside the output, with control characters shown harmlessly.
  func note(_ text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    _ = Self.write(lines.map { String($0).printable + "\n" }.joined(), to: Self.errors)
  }

  /// Says what is wrong: in one line, whatever names are in it.
  func complain(_ error: any Error, of subject: String = "attune", hint: String = "") {
    // The only error that lists something.
    guard (error as? StudyError)?.code != .repeatedFailure else {
      return note("\(subject): \(error)")
    }
    note("\(subject): \(error)\(hint)".printable)
  }

  /// Asks a question that is answered with yes or no; anything but yes counts as no.
  func confirms(_ question: String) -> Bool {
    _ = Self.write(question.printable + " [y/N] ", to: Self.errors)
    let answer = readLine()?.lowercased() ?? ""
    return answer == "y" || answer == "yes"
  }

  /// The text in bold type where the output may be coloured.
  func bold(_ text: String) -> String {
    usesColor ? "\u{1B}[1m\(text)\u{1B}[0m" : text
  }

  /// A variable of the environment; nil when it is not set, or empty.
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

/// Apart from the methods of the same name.
private func systemWrite(
  _ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int
) -> Int {
  write(descriptor, bytes, count)
}
