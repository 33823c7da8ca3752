/// The main effects of columns in a forest by functional analysis of variance (fANOVA).
///
/// A column's main effect is the prediction as a function of that column, averaged over all others.
/// Its variance V_j is divided by the variance V of the prediction. Variance of interactions
/// between columns is not attributed to any column, so the fractions may sum to less than 1.
///
/// Averages are over numbers in 0...1. As in Optuna, labels are one-hot encoded, and averages are
/// over all combinations of indicators, whether or not exactly one indicator is 1.
///
/// - Note: F. Hutter, H. Hoos and K. Leyton-Brown, "An Efficient Approach for Assessing
///   Hyperparameter Importance", ICML 2014. Here the marginal predictions of a column are
///   computed in one pass over the leaves.
enum VarianceDecomposition {
  /// Returns the fraction V_j / V of each column j, averaged over the trees; nil when all trees are
  /// constant.
  ///
  /// - Complexity: O(*l* · (*c*² + *c* log *l*)) for *l* leaves and *c* columns, and for columns of
  ///   labels quadratic in the number of distinct patterns of a tree's leaves.
  static func fractions(in forest: RandomForest) -> [Double]? {
    var sums = [Double](repeating: 0, count: forest.columns.count)
    var treeCount = 0
    for tree in forest.trees {
      let partition = TreePartition(tree, columns: forest.columns)
      let variance = partition.variance
      guard variance > 0 else { continue }  // a constant tree
      treeCount += 1
      for (column, marginal) in partition.marginalVariances.enumerated() {
        sums[column] += marginal / variance
      }
    }
    return treeCount > 0 ? sums.map { $0 / Double(treeCount) } : nil
  }
}
