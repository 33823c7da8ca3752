import Attune

extension Distribution {
  /// Returns whether a value could have been drawn: it is within the range and on one of the steps.
  ///
  /// Recorded values may be off the steps, which can change between runs; declared values must not
  /// be. As in Optuna, a number may be off by 10⁻⁸ of a step, to allow for rounding.
  func canDraw(_ value: ParameterValue) -> Bool {
    guard contains(value) else { return false }
    switch (self, value) {
    case (.float(let float), .float(let value)):
      guard let step = float.step else { return true }
      let position = (value - float.low) / step
      return abs(position - position.rounded()) < 1e-8
    case (.int(let int), .int(let value)):
      // The distance may exceed the range of Int.
      return UInt(bitPattern: value &- int.low) % UInt(int.step) == 0
    default: return true
    }
  }
}
