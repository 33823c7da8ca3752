/// A sampler that cannot propose a value.
public struct SamplingError: Error, Sendable, Hashable, CustomStringConvertible {
  /// Why, and what to do about it.
  public let description: String

  /// Creates an error; the study adds which trial and parameter it concerns.
  public init(_ description: String) {
    self.description = description
  }
}
