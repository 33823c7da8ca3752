/// An error of a sampler that cannot propose a value.
public struct SamplingError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The reason, and how to fix it.
  public let description: String

  /// Creates an error; the study adds the trial and the parameter.
  public init(_ description: String) {
    self.description = description
  }
}
