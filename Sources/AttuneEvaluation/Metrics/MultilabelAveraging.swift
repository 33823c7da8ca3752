/// The method of averaging multilabel scores; the parameter `average` in scikit-learn.
///
/// In the formulas, *s*ₖ is the score of label *k* of *L*, and *n*ₖ the number of elements that
/// have it, or the sum of their weights.
public enum MultilabelAveraging: Sendable, Hashable {
  /// The unweighted mean (1/*L*) Σ *s*ₖ over the labels, in which rare labels count as much as
  /// frequent ones.
  case macro
  /// The score computed from the sums of the labels' counts, Σ TPₖ, Σ FPₖ and Σ FNₖ.
  case micro
  /// The mean over the labels weighted by the frequency of each, Σ *n*ₖ *s*ₖ / Σ *n*ₖ.
  case weighted
  /// The mean over the elements of the score computed from each element's labels.
  case samples
}
