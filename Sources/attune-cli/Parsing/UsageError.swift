/// Words that make no sense to a command.
struct UsageError: Error, Equatable, CustomStringConvertible {
  /// What is wrong and, if it can be guessed, what was meant.
  let description: String
  /// Where it is wrong: the text and a line with carets below the place; nil where the message says it.
  let excerpt: String?

  init(_ description: String, excerpt: String? = nil) {
    self.description = description
    self.excerpt = excerpt
  }
}
