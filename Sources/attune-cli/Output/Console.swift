import Attune

/// The standard streams of a command.
///
/// A closed pipe, such as one to `head`, ends the command without a message when it writes.
struct Console: Sendable {
  /// Whether the output is a terminal.
  var isTerminal: Bool { Terminal.output.isTerminal }

  /// Whether the user can be asked: standard input and standard error are terminals.
  var isInteractive: Bool { Terminal.isInteractive }

  /// The number of columns of the terminal; nil if the output is not a terminal, so that nothing is
  /// truncated.
  var width: Int? { Terminal.output.columns }

  /// Writes text to standard output.
  func write(_ text: String) throws(CommandError) {
    do throws(SystemError) {
      try Terminal.output.writeDirectly(text)
    } catch {
      throw Self.outputError(error)
    }
  }

  /// The error for a failed write to standard output.
  static func outputError(_ error: SystemError) -> CommandError {
    CommandError("the output cannot be written: \(error)")
  }

  /// Writes a line to standard output.
  func writeLine(_ text: String) throws(CommandError) {
    try write(text + "\n")
  }

  /// Prints a text to standard error, with control characters escaped.
  func printNotice(_ text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    try? Terminal.errors.writeDirectly(lines.map { String($0).printable + "\n" }.joined())
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
    try? Terminal.errors.writeDirectly(question.printable + " [y/N] ")
    let answer = readLine()?.lowercased() ?? ""
    return answer == "y" || answer == "yes"
  }

  /// The text in bold if the output may be coloured.
  func bold(_ text: String) -> String {
    Terminal.output.style.usesColor ? "\u{1B}[1m\(text)\u{1B}[0m" : text
  }
}
