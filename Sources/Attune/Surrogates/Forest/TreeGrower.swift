/// The state of growing a regression tree: the points of each box, sorted by every column.
///
/// The points are sorted once. When a box is split, its range of each order is partitioned stably.
struct TreeGrower {
  private let points: ForestPoints
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
  private var scratch: [Int32] = []

  init(_ points: ForestPoints, weights: [Int]) {
    self.points = points
    self.weights = weights.map { Double($0) }
    sums = zip(weights, points.values).map { Double($0) * $1 }
    orders = points.orders.map { $0.filter { weights[Int($0)] > 0 } }
    columns = Array(orders.indices)
    isTrue = [Bool](repeating: false, count: weights.count)
  }

  /// The range of all points with a positive weight in every order.
  var all: Range<Int> { orders[0].indices }

  /// The mean of the values in a box.
  func mean(of range: Range<Int>) -> Double {
    let total = total(of: range)
    return total.sum / total.weight
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
    var best: (column: Int, candidate: Candidate)?
    for column in columns {
      let keys = points.keys[column]
      let order = orders[column]
      guard keys[Int(order[range.lowerBound])] < keys[Int(order[range.upperBound - 1])] else {
        continue
      }
      let candidate =
        switch points.columns[column] {
        case .numbers: bestThreshold(column, range, total)
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

  /// The best split of a box on a column of numbers, at the midpoint of two neighbouring numbers.
  private func bestThreshold(
    _ column: Int, _ range: Range<Int>, _ total: Total
  ) -> Candidate? {
    points.keys[column].withUnsafeBufferPointer { keys in
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
                let score = part.score(within: total)
                if score > bestScore { (best, bestScore) = ((score, previous, key), score) }
                previous = key
              }
              part.weight += weights[point]
              part.sum += sums[point]
            }
            return best.map { score, below, above in
              let middle = below / 2 + above / 2
              // The midpoint of two adjacent doubles may be rounded up to the upper one.
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
    for part in parts {
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
      Self.partition(&orders[column], range, isTrue, &scratch)
    }
    return middle
  }

  /// Partitions a range of an order stably: first the points that satisfy the condition.
  private static func partition(
    _ order: inout [Int32], _ range: Range<Int>, _ isTrue: [Bool], _ scratch: inout [Int32]
  ) {
    scratch.removeAll(keepingCapacity: true)
    var next = range.lowerBound
    for position in range {
      let point = order[position]
      if isTrue[Int(point)] {
        order[next] = point
        next += 1
      } else {
        scratch.append(point)
      }
    }
    for (index, point) in scratch.enumerated() { order[next + index] = point }
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
