/// What a model expects of an objective at some parameters, in the objective's units.
public struct ObjectivePrediction: Sendable, Hashable {
  /// The expected value without noise.
  public var mean: Double

  /// The standard deviation of the value without noise: how uncertain the model is.
  public var standardDeviation: Double

  /// Creates a prediction.
  public init(mean: Double, standardDeviation: Double) {
    self.mean = mean
    self.standardDeviation = standardDeviation
  }
}
