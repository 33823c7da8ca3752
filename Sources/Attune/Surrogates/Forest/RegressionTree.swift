/// A binary regression tree: a piecewise constant function on boxes.
///
/// - Note: L. Breiman, J. H. Friedman, R. A. Olshen and C. J. Stone, "Classification and Regression
///   Trees", Wadsworth 1984, chapter "Regression Trees": splits minimize the sum of squared
///   residuals.
struct RegressionTree: Sendable {
  /// A node, which stands for a box.
  struct Node: Sendable {
    /// The mean of the values in the box; a leaf's prediction.
    let mean: Double
    /// The mean squared deviation of a leaf's values from their mean.
    fileprivate(set) var variance = 0.0
    /// The split of the box; nil for a leaf.
    var split: Split?
  }

  /// A split of a box in two.
  struct Split: Sendable {
    /// The index of the column.
    let column: Int
    /// The condition on the column.
    let condition: Condition
    /// The decrease of the sum of squared residuals.
    let gain: Double
    /// The index of the child where the condition is false; the other child follows its parent.
    fileprivate(set) var falseChild = 0
  }

  /// A condition on a column.
  enum Condition: Sendable, Hashable {
    /// A number is at most a threshold.
    case isAtMost(Double)
    /// A label has an index.
    case isLabel(Int)

    /// Whether a number, or the index of a label, satisfies the condition.
    func isSatisfied(by key: Double) -> Bool {
      switch self {
      case .isAtMost(let threshold): key <= threshold
      case .isLabel(let label): key == Double(label)
      }
    }
  }

  /// The nodes in preorder: the root first, each before its children.
  private(set) var nodes: [Node] = []

  /// Grows a tree on weighted points.
  ///
  /// A box is split where the sum of squared residuals decreases most, until its values or its
  /// points are all equal, or the rules forbid it. Ties between columns and between labels are
  /// broken at random.
  ///
  /// - Parameters:
  ///   - weights: The number of times that each point counts; not 0 for all.
  ///   - rules: Which splits are possible.
  /// - Complexity: O(*n* · *c* · *h*) for *n* points, *c* columns and a tree of height *h*.
  init(
    _ points: ForestPoints, weights: [Int], rules: TreeRules, using random: inout RandomStream
  ) {
    var grower = TreeGrower(points, weights: weights, rules: rules)
    var pending: [(range: Range<Int>, depth: Int, parent: Int?)] = [(grower.all, 0, nil)]
    while let (range, depth, parent) = pending.popLast() {
      let node = nodes.count
      if let parent { nodes[parent].split?.falseChild = node }
      nodes.append(Node(mean: grower.mean(of: range)))
      guard depth < rules.maximumDepth, let split = grower.bestSplit(of: range, using: &random)
      else {
        nodes[node].variance = grower.variance(of: range, around: nodes[node].mean)
        continue
      }
      nodes[node].split = split
      let middle = grower.partition(range, by: split)
      // The child where the condition is true is popped first, so that it follows its parent.
      pending.append((middle..<range.upperBound, depth + 1, node))
      pending.append((range.lowerBound..<middle, depth + 1, nil))
    }
  }
}
