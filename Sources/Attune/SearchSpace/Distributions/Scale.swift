/// The scale on which the values of a range are equally likely.
public enum Scale: String, Sendable, Hashable, CaseIterable {
  /// Intervals of equal width are equally likely.
  case linear
  /// Intervals of equal ratio are equally likely: for learning rates and other values that range
  /// over orders of magnitude.
  case log
}
