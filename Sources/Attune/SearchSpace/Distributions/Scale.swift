/// How the numbers of a range are weighed against each other.
public enum Scale: String, Sendable, Hashable, CaseIterable {
  /// Equal differences count the same.
  case linear
  /// Equal ratios count the same: for learning rates and other orders of magnitude.
  case log
}
