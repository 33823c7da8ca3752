/// An invalid command line, or a command that fails.
struct CommandError: Error, CustomStringConvertible {
  /// The message: what is wrong, and what to write instead.
  let description: String

  /// Creates an error with a message.
  init(_ description: String) {
    self.description = description
  }
}
