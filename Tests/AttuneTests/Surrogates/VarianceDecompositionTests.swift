import Testing

@testable import Attune

@Suite struct VarianceDecompositionTests {
  /// Two numbers and one of three labels, and a value that depends on them all.
  private static let points: ForestPoints = {
    var random = RandomStream(seed: 4)
    var (x, y, labels, values): ([Double], [Double], [Int], [Double]) = ([], [], [], [])
    for _ in 0..<60 {
      let (a, b, label) = (random.uniform(), random.uniform(), random.index(below: 3))
      x.append(a)
      y.append(b)
      labels.append(label)
      values.append(3 * a + (label == 1 ? b : -1) + Double(label) * 0.5)
    }
    return ForestPoints(
      columns: [.numbers(x), .labels(labels, count: 3), .numbers(y)], values: values)
  }()

  private static let tree: RegressionTree = {
    var random = RandomStream(seed: 5)
    return RegressionTree(
      points, weights: points.values.map { _ in 1 }, maximumDepth: 64, using: &random)
  }()

  /// What the tree predicts, with an indicator for each label in the middle.
  private func prediction(_ x: Double, _ indicators: [Bool], _ y: Double) -> Double {
    var place = 0
    while let split = Self.tree.nodes[place].split {
      let isYes =
        switch split.question {
        case .isAtMost(let threshold): (split.column == 0 ? x : y) <= threshold
        case .isLabel(let label): indicators[label]
        }
      place = isYes ? place + 1 : split.no
    }
    return Self.tree.nodes[place].mean
  }

  /// The middles and widths of the parts into which the thresholds divide a column of numbers.
  private func parts(_ column: Int) -> [(middle: Double, width: Double)] {
    var cuts: Set<Double> = [0, 1]
    for split in Self.tree.nodes.compactMap(\.split) where split.column == column {
      if case .isAtMost(let threshold) = split.question { cuts.insert(threshold) }
    }
    let sorted = cuts.sorted()
    return zip(sorted, sorted.dropFirst()).map { (($0 + $1) / 2, $1 - $0) }
  }

  /// From the definition: the predictions at the middles of all cells of the grid that the thresholds
  /// and the combinations of indicators make, weighed by the cells' volumes.
  @Test func `marginal variances are those of the averages over a grid`() {
    var cells: [(place: [Int], weight: Double, value: Double)] = []
    for (i, x) in parts(0).enumerated() {
      for bits in 0..<8 {
        for (j, y) in parts(2).enumerated() {
          let indicators = (0..<3).map { bits >> $0 & 1 == 1 }
          cells.append(
            ([i, bits, j], x.width / 8 * y.width, prediction(x.middle, indicators, y.middle)))
        }
      }
    }
    let mean = cells.reduce(0) { $0 + $1.weight * $1.value }
    func variance(of key: ([Int]) -> [Int]) -> Double {
      var averages: [[Int]: (weight: Double, sum: Double)] = [:]
      for cell in cells {
        averages[key(cell.place), default: (0, 0)].weight += cell.weight
        averages[key(cell.place), default: (0, 0)].sum += cell.weight * cell.value
      }
      return averages.values.reduce(0) { variance, average in
        let excess = average.sum / average.weight - mean
        return variance + average.weight * excess * excess
      }
    }
    let partition = TreePartition(Self.tree, columns: Self.points.columns)
    #expect(partition.variance.isClose(to: variance { $0 }, within: 1e-12))
    for (column, own) in partition.marginalVariances.enumerated() {
      #expect(own.isClose(to: variance { [$0[column]] }, within: 1e-12))
      #expect(own > 1e-4)
    }
  }

  /// By hand: the variance of a function that is 0 and 1 on halves is 1/4, and no other column counts.
  @Test func `a variable that decides alone has the whole variance`() throws {
    let points = ForestPoints(
      columns: [.numbers([0.2, 0.3, 0.7, 0.8]), .numbers([0.9, 0.1, 0.9, 0.1])],
      values: [0, 0, 1, 1])
    var random = RandomStream(seed: 1)
    let tree = RegressionTree(
      points, weights: [1, 1, 1, 1], maximumDepth: 64, using: &random)
    let partition = TreePartition(tree, columns: points.columns)
    #expect(partition.variance.isClose(to: 0.25, within: 1e-15))
    let marginals = partition.marginalVariances
    #expect(marginals[0].isClose(to: 0.25, within: 1e-15))
    #expect(marginals[1].isClose(to: 0, within: 1e-15))
  }

  @Test func `the shares of a sum are those of its terms, and add up to at most 1`() throws {
    var random = RandomStream(seed: 2)
    let columns = (0..<2).map { _ in (0..<2000).map { _ in random.uniform() } }
    let points = ForestPoints(
      columns: columns.map { .numbers($0) }, values: zip(columns[0], columns[1]).map { 2 * $0 + $1 }
    )
    let forest = RandomForest(growingOn: points, treeCount: 8, maximumDepth: 64, seed: 1)
    let shares = try #require(
      VarianceDecomposition.shares(in: forest))
    // Variances go with the squares of the factors: 4/5 and 1/5.
    #expect(abs(shares[0] - 0.8) < 0.01)
    #expect(abs(shares[1] - 0.2) < 0.01)
    #expect(shares[0] + shares[1] <= 1 + 1e-12)
  }

  @Test func `there are no shares where nothing varies`() {
    let points = ForestPoints(columns: [.numbers([0.1, 0.9])], values: [1, 1])
    let forest = RandomForest(growingOn: points, treeCount: 2, maximumDepth: 4, seed: 1)
    #expect(VarianceDecomposition.shares(in: forest) == nil)
  }

  @Test(arguments: [3, 64, 65, 130])
  func `patterns of indicators share what contradicts neither`(count: Int) {
    let none = IndicatorPattern(count: count)
    #expect(none.share == 1)
    let last = none.fixing(count - 1, to: false)
    #expect(last.share == 0.5)
    let both = last.fixing(0, to: true)
    #expect(both.share == 0.25)
    #expect(both.share(sharedWith: last) == 0.25)
    #expect(none.fixing(0, to: true).share(sharedWith: last) == 0.25)
    #expect(none.fixing(count - 1, to: true).share(sharedWith: last) == 0)
  }
}
