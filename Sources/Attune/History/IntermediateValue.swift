/// A value that an objective reports while it runs.
public struct IntermediateValue: Sendable, Hashable {
  /// The step of the report, such as an epoch; not negative.
  public let step: Int
  /// The value at the step; may be NaN or infinite.
  public let value: Double

  /// Creates an intermediate value.
  public init(step: Int, value: Double) {
    self.step = step
    self.value = value
  }
}
