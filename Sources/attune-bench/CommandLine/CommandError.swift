/// A command line that cannot be understood, or a command that cannot be carried out.
struct CommandError: Error, CustomStringConvertible {
  /// What is wrong, and what would be right.
  let description: String

  /// Creates an error with its message.
  init(_ description: String) {
    self.description = description
  }
}
