/// The boxes that a regression tree divides the unit cube into, and its prediction in each.
struct TreePartition: Sendable {
  private struct Box: Sendable {
    var lows: [Double]
    var highs: [Double]
    /// By how much the prediction exceeds its mean over the cube.
    var excess: Double

    /// The part of the unit interval, square or cube that lies within the box, along some columns.
    func share(along columns: Range<Int>) -> Double {
      columns.reduce(1) { $0 * (highs[$1] - lows[$1]) }
    }
  }

  private var boxes: [Box] = []
  private let columns: Range<Int>

  /// Finds the boxes of a tree.
  ///
  /// - Complexity: O(*s* · *c*) for *s* nodes and *c* columns.
  init(_ tree: RegressionTree, columnCount: Int) {
    columns = 0..<columnCount
    let cube = Box(
      lows: [Double](repeating: 0, count: columnCount),
      highs: [Double](repeating: 1, count: columnCount), excess: 0)
    var pending = [(node: 0, box: cube)]
    while case (let place, var box)? = pending.popLast() {
      let node = tree.nodes[place]
      guard let split = node.split else {
        box.excess = node.mean
        boxes.append(box)
        continue
      }
      var right = box
      right.lows[split.column] = split.threshold
      box.highs[split.column] = split.threshold
      pending.append((split.right, right))
      pending.append((place + 1, box))
    }
    let mean = boxes.reduce(0) { $0 + $1.excess * $1.share(along: columns) }
    for index in boxes.indices { boxes[index].excess -= mean }
  }

  /// The variance of the prediction over the cube.
  var variance: Double {
    boxes.reduce(0) { $0 + $1.excess * $1.excess * $1.share(along: columns) }
  }

  /// The variances of what is left of the prediction when it is averaged over all variables but one.
  ///
  /// - Parameter variables: All of the cube, each column being one's.
  func marginalVariances(of variables: [VarianceDecomposition.Variable]) -> [Double] {
    let shares = boxes.map { box in variables.map { box.share(along: $0.columns) } }
    return variables.indices.map { variable in
      let averages = boxes.indices.map { place in
        shares[place].indices.reduce(boxes[place].excess) {
          $1 == variable ? $0 : $0 * shares[place][$1]
        }
      }
      switch variables[variable] {
      case .number(let column): return variance(along: column, averages)
      case .indicators(let columns): return variance(along: columns, averages)
      }
    }
  }

  /// The variance of a function of one column, to which each box adds a constant within its bounds.
  private func variance(along column: Int, _ averages: [Double]) -> Double {
    var steps: [(place: Double, height: Double)] = []
    for (box, average) in zip(boxes, averages) {
      steps.append((box.lows[column], average))
      if box.highs[column] < 1 { steps.append((box.highs[column], -average)) }
    }
    steps.sort { $0.place < $1.place }
    var (variance, height, previous) = (0.0, 0.0, 0.0)
    for step in steps {
      variance += height * height * (step.place - previous)
      height += step.height
      previous = step.place
    }
    return variance + height * height * (1 - previous)
  }

  /// The variance of a function of indicators, to which each box adds a constant where those that it
  /// fixes are as it fixes them.
  private func variance(along columns: Range<Int>, _ averages: [Double]) -> Double {
    var heights: [IndicatorPattern: Double] = [:]
    var patterns: [IndicatorPattern] = []
    for (box, average) in zip(boxes, averages) {
      let pattern = IndicatorPattern(
        columns.map { box.lows[$0] > 0 ? true : box.highs[$0] < 1 ? false : nil })
      if heights[pattern] == nil { patterns.append(pattern) }
      heights[pattern, default: 0] += average
    }
    // The order of the dictionary changes from run to run.
    let terms = patterns.map { ($0, heights[$0] ?? 0) }
    var variance = 0.0
    for (place, (pattern, height)) in terms.enumerated() {
      variance += height * height * pattern.share
      for (other, otherHeight) in terms[..<place] {
        variance += 2 * height * otherHeight * pattern.share(sharedWith: other)
      }
    }
    return max(0, variance)
  }
}
