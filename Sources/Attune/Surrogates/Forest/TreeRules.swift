/// The splits that are possible in a regression tree.
struct TreeRules: Sendable, Hashable {
  /// Where a box may be split on a column.
  enum Threshold: Sendable, Hashable {
    /// At the best midpoint of two neighbouring numbers, or at the best label.
    case midpoint

    /// At a random number between the two best neighbouring ones, or at the best label.
    ///
    /// The mean over many trees then changes gradually between two points, and trees differ most
    /// far from all points.
    ///
    /// - Note: F. Hutter, L. Xu, H. Hoos and K. Leyton-Brown, "Algorithm Runtime Prediction: Methods
    ///   & Evaluation", Artificial Intelligence 206, 2014, arXiv 1211.0906, section 4.3.
    case between

    /// At one random number of the box's range, or at one random label: extremely randomized trees.
    ///
    /// - Note: P. Geurts, D. Ernst and L. Wehenkel, "Extremely Randomized Trees", Machine Learning
    ///   63(1), 2006, doi:10.1007/s10994-006-6226-1, table 1.
    case random
  }

  /// The maximum number of splits from the root to a leaf; at least 1.
  var maximumDepth = 64
  var threshold = Threshold.midpoint
  /// The smallest number of points in a leaf, by weight; positive.
  var minimumLeafSize = 1
}
