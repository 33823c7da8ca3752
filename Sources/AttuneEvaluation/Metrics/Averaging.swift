/// The method of averaging the scores of several classes; the parameter `average` in scikit-learn.
///
/// In the formulas, *s*ₖ is the score of class *k* of *K*, and *n*ₖ the number of its elements, or
/// the sum of their weights.
public enum Averaging: Sendable, Hashable {
  /// The unweighted mean (1/*K*) Σ *s*ₖ, in which rare classes count as much as frequent ones.
  case macro
  /// The score computed from the sums of the classes' counts, Σ TPₖ, Σ FPₖ and Σ FNₖ.
  case micro
  /// The mean weighted by the frequency of each class, Σ *n*ₖ *s*ₖ / Σ *n*ₖ.
  case weighted
}
