/// An error that describes an invalid range, step, scale or list of choices.
public struct SearchSpaceError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The problem with the offending values, and how to fix it.
  public let description: String

  init(_ description: String) {
    self.description = description
  }
}
