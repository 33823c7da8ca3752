/// A value that an objective reported on its way.
public struct IntermediateValue: Sendable, Hashable {
  /// How far the objective had come, as an epoch: not negative.
  public let step: Int
  /// The value there; NaN and infinities are legal.
  public let value: Double

  /// Creates the value at a step.
  public init(step: Int, value: Double) {
    self.step = step
    self.value = value
  }
}
