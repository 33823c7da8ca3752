/// Regression trees, each grown on points drawn with replacement.
///
/// The trees look at all columns and grow to the end, as scikit-learn's do by default: it is the mean
/// over the draws that is wanted here, not the best prediction.
///
/// - Note: L. Breiman, "Random Forests", Machine Learning 45(1), 2001, doi:10.1023/A:1010933404324.
struct RandomForest: Sendable {
  /// The trees.
  let trees: [RegressionTree]

  /// Grows a forest, the same for the same points and seed.
  ///
  /// - Parameters:
  ///   - points: At least one.
  ///   - treeCount: How many trees to grow.
  ///   - maximumDepth: How deep they may become; at least 1.
  ///   - seed: What the draws derive from.
  /// - Complexity: O(*t* · *n* · *c* · *h*) for *t* trees of height *h*, *n* points and *c* columns.
  init(growingOn points: ForestPoints, treeCount: Int, maximumDepth: Int, seed: UInt64) {
    let count = points.values.count
    trees = (0..<treeCount).map { number in
      var random = RandomStream(seed: seed, stream: UInt64(number), purpose: "tree")
      var weights = [Int](repeating: 0, count: count)
      for _ in 0..<count { weights[random.index(below: count)] += 1 }
      return RegressionTree(
        points, weights: weights, maximumDepth: maximumDepth, using: &random)
    }
  }

  /// By how much the divisions along each column lower the squared distances from the means, as shares
  /// of all; zeros when no tree divides anything.
  ///
  /// Each tree has its shares, and the mean over them is taken.
  ///
  /// - Parameter columnCount: How many columns the points had.
  /// - Note: G. Louppe et al., "Understanding Variable Importances in Forests of Randomized Trees",
  ///   NeurIPS 2013.
  /// - Complexity: O(*s*) for *s* nodes.
  func impurityDecreases(columnCount: Int) -> [Double] {
    var shares = [Double](repeating: 0, count: columnCount)
    for tree in trees {
      var gains = [Double](repeating: 0, count: columnCount)
      for split in tree.nodes.lazy.compactMap(\.split) { gains[split.column] += split.gain }
      let sum = gains.reduce(0, +)
      guard sum > 0 else { continue }
      for column in shares.indices { shares[column] += gains[column] / sum }
    }
    let sum = shares.reduce(0, +)
    return sum > 0 ? shares.map { $0 / sum } : shares
  }
}
