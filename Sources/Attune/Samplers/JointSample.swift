/// Values for several parameters that a sampler has drawn together.
public struct JointSample: Sendable, Hashable {
  /// The values by name; a name may be left out and is then sampled on its own.
  public let values: [String: ParameterValue]

  /// Notes to record with the trial among its system attributes, perhaps for other workers to see.
  public let attributes: [String: JSONValue]

  /// Creates a sample.
  public init(values: [String: ParameterValue] = [:], attributes: [String: JSONValue] = [:]) {
    self.values = values
    self.attributes = attributes
  }
}
