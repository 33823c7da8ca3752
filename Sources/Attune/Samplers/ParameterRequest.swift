/// A parameter for which the objective asks a sampler for a value.
public struct ParameterRequest: Sendable, Hashable {
  /// The name of the parameter.
  public let name: String

  /// The possible values, more than one.
  public let distribution: Distribution

  /// Creates a request.
  public init(_ name: String, from distribution: Distribution) {
    self.name = name
    self.distribution = distribution
  }
}
