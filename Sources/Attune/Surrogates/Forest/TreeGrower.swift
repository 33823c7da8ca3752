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
  private var isLeft: [Bool]
  private var scratch: [Int32] = []

  init(_ points: ForestPoints, weights: [Int]) {
    self.points = points
    self.weights = weights.map { Double($0) }
    sums = zip(weights, points.values).map { Double($0) * $1 }
    orders = points.orders.map { $0.filter { weights[Int($0)] > 0 } }
    columns = Array(orders.indices)
    isLeft = [Bool](repeating: false, count: weights.count)
  }

  /// The places of all points that count, in every order.
  var all: Range<Int> { orders[0].indices }

  /// The mean of the values in a box.
  func mean(of range: Range<Int>) -> Double {
    let (weight, sum) = total(of: range)
    return sum / weight
  }

  private func total(of range: Range<Int>) -> (weight: Double, sum: Double) {
    orders[0][range].reduce(into: (0, 0)) { total, point in
      total.0 += weights[Int(point)]
      total.1 += sums[Int(point)]
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
    var best: (column: Int, place: Int, score: Double)?
    for column in columns {
      guard let (place, score) = bestPlace(column, range, total), score > best?.score ?? -.infinity
      else { continue }
      best = (column, place, score)
    }
    guard let best else { return nil }
    let order = orders[best.column]
    let below = points.columns[best.column][Int(order[best.place - 1])]
    let above = points.columns[best.column][Int(order[best.place])]
    let middle = below / 2 + above / 2
    return RegressionTree.Split(
      column: best.column,
      // Between neighbouring numbers there is nothing.
      threshold: middle < above ? middle : below,
      gain: max(0, best.score - total.sum * total.sum / total.weight))
  }

  /// Where a box is best divided along a column, and what is the higher, the more that lowers the
  /// squared distances; nil when all coordinates are equal.
  private func bestPlace(
    _ column: Int, _ range: Range<Int>, _ total: (weight: Double, sum: Double)
  ) -> (place: Int, score: Double)? {
    points.columns[column].withUnsafeBufferPointer { coordinates in
      orders[column].withUnsafeBufferPointer { order in
        weights.withUnsafeBufferPointer { weights in
          sums.withUnsafeBufferPointer { sums in
            var best: (place: Int, score: Double)?
            var bestScore = -Double.infinity
            var (weight, sum) = (0.0, 0.0)
            var previous = coordinates[Int(order[range.lowerBound])]
            guard previous < coordinates[Int(order[range.upperBound - 1])] else { return nil }
            for place in range {
              let point = Int(order[place])
              let coordinate = coordinates[point]
              if coordinate > previous {
                let rest = total.sum - sum
                let score = sum * sum / weight + rest * rest / (total.weight - weight)
                if score > bestScore { (best, bestScore) = ((place, score), score) }
                previous = coordinate
              }
              weight += weights[point]
              sum += sums[point]
            }
            return best
          }
        }
      }
    }
  }

  /// Divides a box.
  ///
  /// - Returns: Where the right part starts in every order.
  mutating func partition(_ range: Range<Int>, by split: RegressionTree.Split) -> Int {
    let coordinates = points.columns[split.column]
    var middle = range.lowerBound
    for place in range {
      let point = Int(orders[split.column][place])
      isLeft[point] = coordinates[point] <= split.threshold
      if isLeft[point] { middle += 1 }
    }
    for column in orders.indices where column != split.column {
      Self.partition(&orders[column], range, isLeft, &scratch)
    }
    return middle
  }

  /// Moves the points of the left part of a box before the others, leaving both in order.
  private static func partition(
    _ order: inout [Int32], _ range: Range<Int>, _ isLeft: [Bool], _ scratch: inout [Int32]
  ) {
    scratch.removeAll(keepingCapacity: true)
    var next = range.lowerBound
    for place in range {
      let point = order[place]
      if isLeft[Int(point)] {
        order[next] = point
        next += 1
      } else {
        scratch.append(point)
      }
    }
    for (index, point) in scratch.enumerated() { order[next + index] = point }
  }
}
