/// The direction of optimization: whether smaller or larger objective values are better.
public enum Direction: Int, Sendable, Hashable, CaseIterable {
  /// Smaller values are better.
  case minimize = 1
  /// Larger values are better.
  case maximize = 2

  /// Whether one value is strictly better than another.
  public func isBetter(_ a: Double, than b: Double) -> Bool {
    self == .minimize ? a < b : a > b
  }

  /// The loss of a value: the value itself when minimizing, its negative when maximizing.
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
