/// A score of one label: precision, recall or an F score.
///
/// In the formulas, TP is the number of true positives, FP of false positives and FN of false
/// negatives, or the sum of their weights.
public enum LabelScore: Sendable, Hashable {
  /// The fraction of the positive predictions that are correct: TP / (TP + FP).
  ///
  /// In scikit-learn: `precision_score`.
  case precision
  /// The fraction of the elements with the label that are found: TP / (TP + FN).
  ///
  /// In scikit-learn: `recall_score`.
  case recall
  /// The weighted harmonic mean of precision *P* and recall *R*, in which recall is `beta` times as
  /// important.
  ///
  /// F = (1 + β²) *P* *R* / (β² *P* + *R*) = (1 + β²) TP / ((1 + β²) TP + β² FN + FP). It equals
  /// the precision for β = 0, and the recall for infinite β.
  ///
  /// In scikit-learn: `fbeta_score`.
  ///
  /// C. J. van Rijsbergen, "Information Retrieval", 2nd edition, Butterworths, 1979, chapter 7.
  case fScore(beta: Double)

  /// The harmonic mean of precision *P* and recall *R*: 2 *P* *R* / (*P* + *R*).
  ///
  /// In scikit-learn: `f1_score`.
  public static let f1 = LabelScore.fScore(beta: 1)
}
