/// A function that is constant on boxes: a tree of questions, each about one column.
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
    /// The column that is asked about.
    let column: Int
    /// What is asked.
    let question: Question
    /// By how much the division lowers the sum of the squared distances from the means.
    let gain: Double
    /// The place of the node for "no"; that for "yes" follows at once.
    fileprivate(set) var no = 0
  }

  /// What can be asked about a column.
  enum Question: Sendable, Hashable {
    /// Whether a number is at most a threshold.
    case isAtMost(Double)
    /// Whether a label is the one at a place.
    case isLabel(Int)

    /// The answer for a number, or for the place of a label.
    func isAnsweredYes(by key: Double) -> Bool {
      switch self {
      case .isAtMost(let threshold): key <= threshold
      case .isLabel(let label): key == Double(label)
      }
    }
  }

  /// The nodes, the root first, each before those it is divided into.
  private(set) var nodes: [Node] = []

  /// Grows a tree on points of which each counts so often.
  ///
  /// A box is divided where that lowers the squared distances most, until all its values or all its
  /// points are equal. Which of equally good columns and labels is taken is drawn.
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
      if let parent { nodes[parent].split?.no = place }
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
