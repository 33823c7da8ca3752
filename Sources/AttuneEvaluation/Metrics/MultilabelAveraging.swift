/// How scores become one where an element may have several labels.
public enum MultilabelAveraging: Sendable, Hashable {
  /// The mean over the labels, in which every label counts alike, however rare.
  case macro
  /// The score of all decisions about all labels together.
  case micro
  /// The mean over the labels, in which a label counts as much as elements have it.
  case weighted
  /// The mean over the elements of the score of each one's labels.
  case samples
}
