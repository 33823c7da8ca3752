/// Whether small or large objective values are wanted.
public enum Direction: Int, Sendable, Hashable, CaseIterable {
  /// Small values are better.
  case minimize = 1
  /// Large values are better.
  case maximize = 2

  /// Whether one value is strictly better than another.
  public func isBetter(_ a: Double, than b: Double) -> Bool {
    self == .minimize ? a < b : a > b
  }

  /// The value as something to be minimized.
  func loss(_ value: Double) -> Double {
    self == .minimize ? value : -value
  }
}

extension Direction: CustomStringConvertible {
  /// The name, as in `minimize`.
  public var description: String {
    self == .minimize ? "minimize" : "maximize"
  }
}
