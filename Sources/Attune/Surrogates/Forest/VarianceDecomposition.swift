/// How much of the variance of a forest's predictions over the unit cube each variable has on its own:
/// functional analysis of variance.
///
/// All else being averaged over, the prediction is a function of the variable alone; its variance is
/// compared with that of the prediction itself. What several variables do only together is nobody's.
///
/// - Note: F. Hutter, H. Hoos and K. Leyton-Brown, "An Efficient Approach for Assessing Hyperparameter
///   Importance", ICML 2014. Here the averages are taken leaf by leaf, in one pass for all variables.
enum VarianceDecomposition {
  /// What the columns of a forest stand for.
  enum Variable: Sendable, Hashable {
    /// One column is the variable.
    case number(column: Int)
    /// Each column tells whether the variable has one of its values, 1 for yes and 0 for no. Its corners
    /// that tell of no value or of several count as well, as in Optuna.
    case indicators(columns: Range<Int>)

    /// The columns.
    var columns: Range<Int> {
      switch self {
      case .number(let column): column..<column + 1
      case .indicators(let columns): columns
      }
    }
  }

  /// The share of the variance that each variable has, the mean over the trees; nil when no tree varies.
  ///
  /// - Complexity: O(*l* · (*v*² + *c* + log *l*)) for *l* leaves, *v* variables and *c* columns, and for
  ///   variables of indicators quadratic in how many combinations of them are asked for in a tree.
  static func shares(of variables: [Variable], in forest: RandomForest) -> [Double]? {
    var sums = [Double](repeating: 0, count: variables.count)
    var treeCount = 0
    for tree in forest.trees {
      let partition = TreePartition(tree, columnCount: variables.last?.columns.upperBound ?? 0)
      let variance = partition.variance
      guard variance > 0 else { continue }
      treeCount += 1
      let marginals = partition.marginalVariances(of: variables)
      for place in sums.indices { sums[place] += marginals[place] / variance }
    }
    return treeCount > 0 ? sums.map { $0 / Double(treeCount) } : nil
  }
}
