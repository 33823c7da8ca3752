/// Words that make no sense to a command.
struct UsageError: Error, Equatable, CustomStringConvertible {
  /// What is wrong and, if it can be guessed, what was meant.
  let description: String

  init(_ description: String) {
    self.description = description
  }
}
