/// How the scores of several classes become one.
public enum Averaging: Sendable, Hashable {
  /// The mean, in which every class counts alike, however rare.
  case macro
  /// The score of all decisions about all classes together, in which every element counts alike.
  case micro
  /// The mean, in which a class counts as much as elements have it.
  case weighted
}
