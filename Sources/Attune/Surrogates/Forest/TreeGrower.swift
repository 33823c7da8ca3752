/// The state of growing a regression tree: the points of each box, sorted by every column.
///
/// The points are sorted once. When a box is split, its range of each order is partitioned stably.
struct TreeGrower {
  private let points: ForestPoints
  private let rules: TreeRules
  /// The number of times that each point counts, wᵢ.
  private let weights: [Double]
  /// The weighted value of each point, wᵢ yᵢ.
  private let sums: [Double]
  /// For each column, the points with a positive weight.
  ///
  /// The points of a box occupy the same range of every order, in which they are sorted by the
  /// column.
  private var orders: [[Int32]]
  /// The columns in the order of the last search for a split.
  private var columns: [Int]
  /// For each point, whether it satisfies the condition of the last split of its box.
  private var isTrue: [Bool]
  /// Room for the points that do not satisfy a condition, while a range is partitioned.
  private var others: [Int32]

  init(_ points: ForestPoints, weights: [Int], rules: TreeRules) {
    self.points = points
    self.rules = rules
    self.weights = weights.map { Double($0) }
    sums = zip(weights, points.values).map { Double($0) * $1 }
    orders = points.orders.map { $0.filter { weights[Int($0)] > 0 } }
    columns = Array(orders.indices)
    isTrue = [Bool](repeating: false, count: weights.count)
    others = [Int32](repeating: 0, count: weights.count)
  }

  /// The range of all points with a positive weight in every order.
  var all: Range<Int> { orders[0].indices }

  /// The mean of the values in a box.
  func mean(of range: Range<Int>) -> Double {
    let total = total(of: range)
    return total.sum / total.weight
  }

  /// The mean squared deviation of the values in a box from their mean.
  func variance(of range: Range<Int>, around mean: Double) -> Double {
    var (weight, squares) = (0.0, 0.0)
    for point in orders[0][range] {
      let deviation = points.values[Int(point)] - mean
      weight += weights[Int(point)]
      squares += weights[Int(point)] * deviation * deviation
    }
    return squares / weight
  }

  /// The sums of weights and weighted values in a box.
  private func total(of range: Range<Int>) -> Total {
    orders[0][range].reduce(into: Total()) { total, point in
      total.weight += weights[Int(point)]
      total.sum += sums[Int(point)]
    }
  }

  /// The best split of a box; nil when its values or its points are all equal.
  mutating func bestSplit(
    of range: Range<Int>, using random: inout RandomStream
  ) -> RegressionTree.Split? {
    let first = points.values[Int(orders[0][range.lowerBound])]
    guard orders[0][range].contains(where: { points.values[Int($0)] != first }) else { return nil }
    // The first of equally good columns is taken, hence at random.
    columns.shuffle(using: &random)
    let total = total(of: range)
    guard total.weight >= 2 * Double(rules.minimumLeafSize) else { return nil }
    var best: (column: Int, candidate: Candidate)?
    for column in columns {
      let keys = points.keys[column]
      let order = orders[column]
      guard keys[Int(order[range.lowerBound])] < keys[Int(order[range.upperBound - 1])] else {
        continue
      }
      let candidate =
        switch points.columns[column] {
        case .numbers where rules.threshold == .random:
          randomThreshold(column, range, total, using: &random)
        case .numbers: bestThreshold(column, range, total, using: &random)
        case .labels: bestLabel(column, range, total, using: &random)
        }
      guard let candidate, candidate.score > best?.candidate.score ?? -.infinity else { continue }
      best = (column, candidate)
    }
    return best.map { column, candidate in
      // The gain is SSR(box) − SSR(left) − SSR(right), in which the sums of wᵢ yᵢ² cancel.
      RegressionTree.Split(
        column: column, condition: candidate.condition,
        gain: max(0, candidate.score - total.sum * total.sum / total.weight))
    }
  }

  /// The split of a box at a random number of its range along a column.
  private func randomThreshold(
    _ column: Int, _ range: Range<Int>, _ total: Total, using random: inout RandomStream
  ) -> Candidate? {
    let (keys, order) = (points.keys[column], orders[column])
    let (low, high) = (keys[Int(order[range.lowerBound])], keys[Int(order[range.upperBound - 1])])
    let drawn = low + random.uniform() * (high - low)
    let threshold = drawn < high ? drawn : low
    var part = Total()
    for position in range {
      let point = Int(order[position])
      guard keys[point] <= threshold else { break }
      part.weight += weights[point]
      part.sum += sums[point]
    }
    guard isLarge(part, within: total) else { return nil }
    return Candidate(condition: .isAtMost(threshold), score: part.score(within: total))
  }

  /// Whether some points of a box, and the others, are enough for a leaf each.
  private func isLarge(_ part: Total, within whole: Total) -> Bool {
    let minimum = Double(rules.minimumLeafSize)
    return part.weight >= minimum && whole.weight - part.weight >= minimum
  }

  /// The best split of a box on a column of numbers, between two neighbouring numbers.
  private func bestThreshold(
    _ column: Int, _ range: Range<Int>, _ total: Total, using random: inout RandomStream
  ) -> Candidate? {
    let minimum = Double(rules.minimumLeafSize)
    let fraction = rules.threshold == .between ? random.uniform() : 0.5
    return points.keys[column].withUnsafeBufferPointer { keys in
      orders[column].withUnsafeBufferPointer { order in
        weights.withUnsafeBufferPointer { weights in
          sums.withUnsafeBufferPointer { sums in
            var best: (score: Double, below: Double, above: Double)?
            var bestScore = -Double.infinity
            var part = Total()
            var previous = keys[Int(order[range.lowerBound])]
            for position in range {
              let point = Int(order[position])
              let key = keys[point]
              if key > previous {
                if part.weight >= minimum, total.weight - part.weight >= minimum {
                  let score = part.score(within: total)
                  if score > bestScore { (best, bestScore) = ((score, previous, key), score) }
                }
                previous = key
              }
              part.weight += weights[point]
              part.sum += sums[point]
            }
            return best.map { score, below, above in
              let middle = below * (1 - fraction) + above * fraction
              // A number between two adjacent doubles may be rounded up to the upper one.
              return Candidate(condition: .isAtMost(middle < above ? middle : below), score: score)
            }
          }
        }
      }
    }
  }

  /// The best split of a box that separates one label of a column from the others.
  private func bestLabel(
    _ column: Int, _ range: Range<Int>, _ total: Total, using random: inout RandomStream
  ) -> Candidate? {
    // The totals of each label; the points of a label are adjacent in the order.
    var parts: [(label: Int, total: Total)] = []
    for point in orders[column][range] {
      let label = Int(points.keys[column][Int(point)])
      if parts.last?.label != label { parts.append((label, Total())) }
      parts[parts.count - 1].total.weight += weights[Int(point)]
      parts[parts.count - 1].total.sum += sums[Int(point)]
    }
    // With two labels, either one gives the same split of the points. The choice matters for
    // averages over labels, so it is random.
    parts.shuffle(using: &random)
    var best: Candidate?
    for part in parts where isLarge(part.total, within: total) {
      if rules.threshold == .random, best != nil { break }
      let score = part.total.score(within: total)
      if score > best?.score ?? -.infinity {
        best = Candidate(condition: .isLabel(part.label), score: score)
      }
    }
    return best
  }

  /// Partitions the points of a box by a split: first those that satisfy the condition.
  ///
  /// - Returns: The start of the points that do not satisfy the condition, in every order.
  mutating func partition(_ range: Range<Int>, by split: RegressionTree.Split) -> Int {
    let keys = points.keys[split.column]
    var middle = range.lowerBound
    for point in orders[split.column][range] {
      isTrue[Int(point)] = split.condition.isSatisfied(by: keys[Int(point)])
      if isTrue[Int(point)] { middle += 1 }
    }
    for column in orders.indices {
      Self.partition(&orders[column], range, isTrue, &others)
    }
    return middle
  }

  /// Partitions a range of an order stably: first the points that satisfy the condition.
  private static func partition(
    _ order: inout [Int32], _ range: Range<Int>, _ isTrue: [Bool], _ others: inout [Int32]
  ) {
    order.withUnsafeMutableBufferPointer { order in
      isTrue.withUnsafeBufferPointer { isTrue in
        others.withUnsafeMutableBufferPointer { others in
          var (next, otherCount) = (range.lowerBound, 0)
          for position in range {
            let point = order[position]
            if isTrue[Int(point)] {
              order[next] = point
              next += 1
            } else {
              others[otherCount] = point
              otherCount += 1
            }
          }
          for index in 0..<otherCount { order[next + index] = others[index] }
        }
      }
    }
  }
}

/// The sums of weights, Σ wᵢ, and of weighted values, Σ wᵢ yᵢ, over some points.
private struct Total {
  var weight = 0.0
  var sum = 0.0

  /// The score of splitting these points from the rest of a box: (Σ w y)² / Σ w, summed over both
  /// parts.
  ///
  /// The sum of squared residuals is Σ w y² minus this, so the highest score minimizes it.
  func score(within whole: Total) -> Double {
    let rest = Total(weight: whole.weight - weight, sum: whole.sum - sum)
    return sum * sum / weight + rest.sum * rest.sum / rest.weight
  }
}

/// A possible split of a box.
private struct Candidate {
  let condition: RegressionTree.Condition
  let score: Double
}
