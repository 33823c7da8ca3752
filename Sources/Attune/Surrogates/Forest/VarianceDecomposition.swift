/// How much of the variance of a forest's predictions each column has on its own: functional analysis of
/// variance.
///
/// All else being averaged over, the prediction is a function of the column alone; its variance is
/// compared with that of the prediction itself. What several columns do only together is nobody's.
///
/// Averages are taken over numbers in 0...1, and over labels as Optuna does: a label is an indicator that
/// is 0 or 1, and all combinations of indicators count, whether or not they tell of one label.
///
/// - Note: F. Hutter, H. Hoos and K. Leyton-Brown, "An Efficient Approach for Assessing Hyperparameter
///   Importance", ICML 2014. Here the averages are taken box by box, in one pass for each column.
enum VarianceDecomposition {
  /// The share of the variance that each column has, the mean over the trees; nil when no tree varies.
  ///
  /// - Complexity: O(*l* · (*c*² + *c* log *l*)) for *l* leaves and *c* columns, and for columns of labels
  ///   quadratic in how many combinations of them a tree tells apart.
  static func shares(in forest: RandomForest) -> [Double]? {
    var sums = [Double](repeating: 0, count: forest.columns.count)
    var treeCount = 0
    for tree in forest.trees {
      let partition = TreePartition(tree, columns: forest.columns)
      let variance = partition.variance
      guard variance > 0 else { continue }
      treeCount += 1
      for (column, marginal) in partition.marginalVariances.enumerated() {
        sums[column] += marginal / variance
      }
    }
    return treeCount > 0 ? sums.map { $0 / Double(treeCount) } : nil
  }
}
