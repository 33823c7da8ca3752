/// A range, a step or a list of choices that describes no values.
public struct SearchSpaceError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong, with the offending values and what to do about it.
  public let description: String

  init(_ description: String) {
    self.description = description
  }
}
