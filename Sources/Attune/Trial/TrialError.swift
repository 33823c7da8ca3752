/// A question or a report of an objective that makes no sense.
public struct TrialError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What happened, in which trial, and what to do about it.
  public let description: String

  init(_ description: String) {
    self.description = description
  }
}
