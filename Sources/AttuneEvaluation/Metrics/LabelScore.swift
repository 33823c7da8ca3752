/// How well elements with a label are told from those without it.
public enum LabelScore: Sendable, Hashable {
  /// The part of those predicted to have the label that have it.
  case precision
  /// The part of those with the label that are predicted to have it.
  case recall
  /// The weighted harmonic mean of precision and recall, in which recall is `beta` times as important.
  ///
  /// With a `beta` of 0 it is the precision, and with an infinite one the recall.
  ///
  /// C. J. van Rijsbergen, "Information Retrieval", 2nd edition, Butterworths, 1979, chapter 7.
  case fScore(beta: Double)

  /// The harmonic mean of precision and recall.
  public static let f1 = LabelScore.fScore(beta: 1)
}
