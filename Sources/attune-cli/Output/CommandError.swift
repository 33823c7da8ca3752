/// A failure of a command that is not an error of the library.
struct CommandError: Error, CustomStringConvertible {
  /// What failed, where, and what to do.
  let description: String

  init(_ description: String) {
    self.description = description
  }
}
