/// The values of parameters that a sampler has drawn jointly.
public struct JointSample: Sendable, Hashable {
  /// The values by name; a parameter without a value here is sampled independently.
  public let values: [String: ParameterValue]

  /// System attributes to record with the trial; other workers can read them.
  public let attributes: [String: JSONValue]

  /// Creates a sample.
  public init(values: [String: ParameterValue] = [:], attributes: [String: JSONValue] = [:]) {
    self.values = values
    self.attributes = attributes
  }
}
