/// Something that a command cannot do, other than what the library says itself.
struct CommandError: Error, CustomStringConvertible {
  /// What is wrong, where, and what to do about it.
  let description: String

  init(_ description: String) {
    self.description = description
  }
}
