/// A forest for regression: a random forest, of trees that are grown on bootstrap samples of the
/// points, or extremely randomized trees, which are grown on all points.
///
/// By default every split considers all columns, and trees are grown until their leaves are pure, as
/// scikit-learn's are. Breiman 2001 considers a random subset of the columns at each split.
///
/// - Note: L. Breiman, "Random Forests", Machine Learning 45(1), 2001, doi:10.1023/A:1010933404324,
///   section "Random forests for regression".
struct RandomForest: Sendable {
  /// The trees.
  let trees: [RegressionTree]
  /// The dimensions of the training points.
  let columns: [ForestPoints.Column]

  /// Grows a forest; the result is determined by the points and the seed.
  ///
  /// - Parameters:
  ///   - points: The training set, at least one point.
  ///   - treeCount: The number of trees.
  ///   - rules: Which splits are possible.
  ///   - usesBootstrap: Whether each tree is grown on a bootstrap sample rather than on all points.
  ///   - seed: The seed of the bootstrap samples and of ties.
  /// - Complexity: O(*t* · *n* · *c* · *h*) for *t* trees of height *h*, *n* points and *c*
  ///   columns.
  init(
    growingOn points: ForestPoints, treeCount: Int, rules: TreeRules, usesBootstrap: Bool = true,
    seed: UInt64
  ) {
    let count = points.values.count
    columns = points.columns
    trees = (0..<treeCount).map { number in
      var random = RandomStream(seed: seed, stream: UInt64(number), purpose: "tree")
      // The bootstrap sample: the number of times that each of n points is among n draws with
      // replacement.
      var weights = [Int](repeating: usesBootstrap ? 0 : 1, count: count)
      if usesBootstrap {
        for _ in 0..<count { weights[random.index(below: count)] += 1 }
      }
      return RegressionTree(points, weights: weights, rules: rules, using: &random)
    }
  }

  /// The mean decrease in impurity of each column, normalized to sum to 1; zeros if no tree has a
  /// split.
  ///
  /// A tree's decrease for a column is the sum of the gains of its splits on that column (Louppe et
  /// al. 2013, "mean decrease impurity"). It is normalized for each tree before averaging.
  ///
  /// - Note: G. Louppe et al., "Understanding Variable Importances in Forests of Randomized Trees",
  ///   NeurIPS 2013.
  /// - Complexity: O(*s*) for *s* nodes.
  func impurityDecreases() -> [Double] {
    var fractions = [Double](repeating: 0, count: columns.count)
    for tree in trees {
      var gains = [Double](repeating: 0, count: columns.count)
      for split in tree.nodes.lazy.compactMap(\.split) { gains[split.column] += split.gain }
      let sum = gains.reduce(0, +)
      guard sum > 0 else { continue }
      for column in fractions.indices { fractions[column] += gains[column] / sum }
    }
    let sum = fractions.reduce(0, +)
    return sum > 0 ? fractions.map { $0 / sum } : fractions
  }
}
