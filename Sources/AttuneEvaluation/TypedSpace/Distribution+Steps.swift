import Attune

extension Distribution {
  /// Whether a value could have been drawn: it lies within the range, and on one of the steps.
  ///
  /// What is recorded may lie between the steps of today, as they may change; what is declared may not.
  /// As in Optuna, a number may be off by a hundred-millionth of a step, which is rounding.
  func canDraw(_ value: ParameterValue) -> Bool {
    guard contains(value) else { return false }
    switch (self, value) {
    case (.float(let float), .float(let value)):
      guard let step = float.step else { return true }
      let position = (value - float.low) / step
      return abs(position - position.rounded()) < 1e-8
    case (.int(let int), .int(let value)):
      // The distance may be larger than any Int.
      return UInt(bitPattern: value &- int.low) % UInt(int.step) == 0
    default: return true
    }
  }
}
