/// A function on the unit cube that is constant on boxes: a tree of questions, each whether one
/// coordinate is at most a threshold.
///
/// - Note: L. Breiman, J. H. Friedman, R. A. Olshen and C. J. Stone, "Classification and Regression
///   Trees", Wadsworth 1984.
struct RegressionTree: Sendable {
  /// A box, and how it is divided.
  struct Node: Sendable {
    /// The mean of the values in the box.
    let mean: Double
    /// How the box is divided; nil when it is not.
    var split: Split?
  }

  /// A division of a box in two.
  struct Split: Sendable {
    /// The column whose coordinate is asked for.
    let column: Int
    /// What the coordinate is compared with.
    let threshold: Double
    /// The place of the node for coordinates above it; that for the others follows at once.
    fileprivate(set) var right = 0
    /// By how much the division lowers the sum of the squared distances from the means.
    let gain: Double
  }

  /// The nodes, the root first, each before those it is divided into.
  private(set) var nodes: [Node] = []

  /// Grows a tree on points of which each counts so often.
  ///
  /// A box is divided where that lowers the squared distances most, until all its values or all its
  /// points are equal. What comes first among equally good columns is drawn.
  ///
  /// - Parameters:
  ///   - maximumDepth: How many questions at most lead to a value; at least 1.
  ///   - weights: How often each point counts; not 0 for all.
  /// - Complexity: O(*n* · *c* · *h*) for *n* points, *c* columns and a tree of height *h*.
  init(
    _ points: ForestPoints, weights: [Int], maximumDepth: Int, using random: inout RandomStream
  ) {
    var grower = TreeGrower(points, weights: weights)
    var pending: [(range: Range<Int>, depth: Int, parent: Int?)] = [(grower.all, 0, nil)]
    while let (range, depth, parent) = pending.popLast() {
      let place = nodes.count
      if let parent { nodes[parent].split?.right = place }
      nodes.append(Node(mean: grower.mean(of: range)))
      guard depth < maximumDepth, let split = grower.bestSplit(of: range, using: &random) else {
        continue
      }
      nodes[place].split = split
      let middle = grower.partition(range, by: split)
      pending.append((middle..<range.upperBound, depth + 1, place))
      pending.append((range.lowerBound..<middle, depth + 1, nil))
    }
  }
}
