/// Gradient boosting of small trees for the squared error: each predicts the residuals that those before
/// it leave.
///
/// - Note: J. H. Friedman, "Greedy Function Approximation: A Gradient Boosting Machine", Annals of
///   Statistics 29(5), 2001, doi:10.1214/aos/1013203451, algorithm 2, with the shrinkage of section 5.
struct BoostedTrees: Sendable {
  struct Configuration: Sendable, Hashable {
    var treeCount = 15
    /// The factor of each tree's predictions.
    var learningRate = 0.3
    var maximumDepth = 3
    var minimumLeafSize = 1
  }

  /// The prediction before the first tree: the mean.
  private let start: Double
  private let trees: [RegressionTree]
  private let learningRate: Double

  /// Fits the trees.
  ///
  /// - Parameters:
  ///   - points: The training set, at least one point.
  ///   - weights: The number of times that each point counts; not 0 for all.
  /// - Complexity: O(*t* · *n* · *c* · *h*) for *t* trees of height *h*, *n* points and *c* columns.
  init(
    growingOn points: ForestPoints, weights: [Int], configuration: Configuration,
    using random: inout RandomStream
  ) {
    let rules = TreeRules(
      maximumDepth: configuration.maximumDepth, minimumLeafSize: configuration.minimumLeafSize)
    let table = points.table
    let sum = zip(points.values, weights).reduce(0) { $0 + $1.0 * Double($1.1) }
    let start = sum / Double(weights.reduce(0, +))
    var residuals = points.values.map { $0 - start }
    var trees: [RegressionTree] = []
    for _ in 0..<configuration.treeCount {
      let tree = RegressionTree(
        points.with(values: residuals), weights: weights, rules: rules, using: &random)
      tree.forEachLeaf(of: table) { residuals[$0] -= configuration.learningRate * $1.mean }
      trees.append(tree)
    }
    self.start = start
    self.trees = trees
    learningRate = configuration.learningRate
  }

  /// The predictions at points.
  func values(at points: CoordinateTable) -> [Double] {
    var values = [Double](repeating: start, count: points.count)
    for tree in trees { tree.forEachLeaf(of: points) { values[$0] += learningRate * $1.mean } }
    return values
  }
}

/// Boosted trees on bootstrap samples, whose predictions differ where the points leave them open.
///
/// - Note: B. Efron, "Bootstrap Methods: Another Look at the Jackknife", Annals of Statistics 7(1),
///   1979, doi:10.1214/aos/1176344552.
struct BoostedEnsemble: ForestSurrogate {
  private let members: [BoostedTrees]

  init(
    growingOn points: ForestPoints, memberCount: Int, configuration: BoostedTrees.Configuration,
    seed: UInt64
  ) {
    let count = points.values.count
    members = (0..<memberCount).map { number in
      var random = RandomStream(seed: seed, stream: UInt64(number), purpose: "member")
      var weights = [Int](repeating: 0, count: count)
      for _ in 0..<count { weights[random.index(below: count)] += 1 }
      return BoostedTrees(
        growingOn: points, weights: weights, configuration: configuration, using: &random)
    }
  }

  /// The mean and the variance of the members' predictions.
  func moments(at points: CoordinateTable) -> (means: [Double], variances: [Double]) {
    let values = members.map { $0.values(at: points) }
    let count = Double(members.count)
    let means = (0..<points.count).map { point in
      values.reduce(0) { $0 + $1[point] } / count
    }
    let variances = means.indices.map { point in
      values.reduce(0) { $0 + ($1[point] - means[point]) * ($1[point] - means[point]) } / count
    }
    return (means, variances)
  }
}
