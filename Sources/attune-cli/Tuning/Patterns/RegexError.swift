/// What is wrong with a regular expression.
struct RegexError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}
