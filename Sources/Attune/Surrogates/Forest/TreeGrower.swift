/// What a regression tree needs to grow: its points in the order of every column, box by box.
///
/// The points are sorted once; whenever a box is divided, its part of each order is divided as well.
struct TreeGrower {
  private let points: ForestPoints
  /// How often each point counts.
  private let weights: [Double]
  /// The value of each point as often as it counts.
  private let sums: [Double]
  /// For each column the points that count; those of a box are neighbours, sorted by the column.
  private var orders: [[Int32]]
  /// The columns in the order in which they were last looked at.
  private var columns: [Int]
  /// For each point whether it belongs to the first part of the box divided last.
  private var isFirst: [Bool]
  private var scratch: [Int32] = []

  init(_ points: ForestPoints, weights: [Int]) {
    self.points = points
    self.weights = weights.map { Double($0) }
    sums = zip(weights, points.values).map { Double($0) * $1 }
    orders = points.orders.map { $0.filter { weights[Int($0)] > 0 } }
    columns = Array(orders.indices)
    isFirst = [Bool](repeating: false, count: weights.count)
  }

  /// The places of all points that count, in every order.
  var all: Range<Int> { orders[0].indices }

  /// The mean of the values in a box.
  func mean(of range: Range<Int>) -> Double {
    let total = total(of: range)
    return total.sum / total.weight
  }

  private func total(of range: Range<Int>) -> Total {
    orders[0][range].reduce(into: Total()) { total, point in
      total.weight += weights[Int(point)]
      total.sum += sums[Int(point)]
    }
  }

  /// The best division of a box; nil when all its values or all its points are equal.
  mutating func bestSplit(
    of range: Range<Int>, using random: inout RandomStream
  ) -> RegressionTree.Split? {
    let first = points.values[Int(orders[0][range.lowerBound])]
    guard orders[0][range].contains(where: { points.values[Int($0)] != first }) else { return nil }
    columns.shuffle(using: &random)
    let total = total(of: range)
    var best: (column: Int, division: Division)?
    for column in columns {
      let keys = points.keys[column]
      let order = orders[column]
      guard keys[Int(order[range.lowerBound])] < keys[Int(order[range.upperBound - 1])] else {
        continue
      }
      let division =
        switch points.columns[column] {
        case .numbers: bestThreshold(column, range, total)
        case .labels: bestLabel(column, range, total, using: &random)
        }
      guard let division, division.score > best?.division.score ?? -.infinity else { continue }
      best = (column, division)
    }
    return best.map { column, division in
      RegressionTree.Split(
        column: column, question: division.question,
        gain: max(0, division.score - total.sum * total.sum / total.weight))
    }
  }

  /// Where a box is best divided along a column of numbers.
  private func bestThreshold(
    _ column: Int, _ range: Range<Int>, _ total: Total
  ) -> Division? {
    points.keys[column].withUnsafeBufferPointer { keys in
      orders[column].withUnsafeBufferPointer { order in
        weights.withUnsafeBufferPointer { weights in
          sums.withUnsafeBufferPointer { sums in
            var best: (score: Double, below: Double, above: Double)?
            var bestScore = -Double.infinity
            var part = Total()
            var previous = keys[Int(order[range.lowerBound])]
            for place in range {
              let point = Int(order[place])
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
              // Between neighbouring numbers there is nothing.
              return Division(question: .isAtMost(middle < above ? middle : below), score: score)
            }
          }
        }
      }
    }
  }

  /// Which label of a column is best told apart from the others.
  private func bestLabel(
    _ column: Int, _ range: Range<Int>, _ total: Total, using random: inout RandomStream
  ) -> Division? {
    var parts: [(label: Int, total: Total)] = []
    for point in orders[column][range] {
      let label = Int(points.keys[column][Int(point)])
      if parts.last?.label != label { parts.append((label, Total())) }
      parts[parts.count - 1].total.weight += weights[Int(point)]
      parts[parts.count - 1].total.sum += sums[Int(point)]
    }
    // Of two labels it makes no difference which is asked for, here; it does for averages over labels.
    parts.shuffle(using: &random)
    var best: Division?
    for part in parts {
      let score = part.total.score(within: total)
      if score > best?.score ?? -.infinity {
        best = Division(question: .isLabel(part.label), score: score)
      }
    }
    return best
  }

  /// Divides a box.
  ///
  /// - Returns: Where the part for "no" starts in every order.
  mutating func partition(_ range: Range<Int>, by split: RegressionTree.Split) -> Int {
    let keys = points.keys[split.column]
    var middle = range.lowerBound
    for point in orders[split.column][range] {
      isFirst[Int(point)] = split.question.isAnsweredYes(by: keys[Int(point)])
      if isFirst[Int(point)] { middle += 1 }
    }
    for column in orders.indices {
      Self.partition(&orders[column], range, isFirst, &scratch)
    }
    return middle
  }

  /// Moves the points of the first part of a box before the others, leaving both in order.
  private static func partition(
    _ order: inout [Int32], _ range: Range<Int>, _ isFirst: [Bool], _ scratch: inout [Int32]
  ) {
    scratch.removeAll(keepingCapacity: true)
    var next = range.lowerBound
    for place in range {
      let point = order[place]
      if isFirst[Int(point)] {
        order[next] = point
        next += 1
      } else {
        scratch.append(point)
      }
    }
    for (index, point) in scratch.enumerated() { order[next + index] = point }
  }
}

/// Points that count, summed up.
private struct Total {
  var weight = 0.0
  var sum = 0.0

  /// What is the higher, the closer values lie to their means when these points are parted from the rest.
  func score(within whole: Total) -> Double {
    let rest = Total(weight: whole.weight - weight, sum: whole.sum - sum)
    return sum * sum / weight + rest.sum * rest.sum / rest.weight
  }
}

/// A way to divide a box.
private struct Division {
  let question: RegressionTree.Question
  let score: Double
}
