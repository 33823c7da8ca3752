/// Invalid arguments of a command.
struct UsageError: Error, Equatable, CustomStringConvertible {
  /// What is wrong, and how to correct it.
  let description: String
  /// The argument and a line with carets below the error; nil if the message is enough.
  let excerpt: String?

  init(_ description: String, excerpt: String? = nil) {
    self.description = description
    self.excerpt = excerpt
  }
}
