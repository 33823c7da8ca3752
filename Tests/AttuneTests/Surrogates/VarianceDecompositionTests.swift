import Testing

@testable import Attune

@Suite struct VarianceDecompositionTests {
  /// Points with two numbers and one of three labels, and values that depend on all of them.
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
      points, weights: points.values.map { _ in 1 }, rules: TreeRules(maximumDepth: 64),
      using: &random)
  }()

  /// The prediction of the tree, with an indicator for each label of the middle column.
  private func prediction(_ x: Double, _ indicators: [Bool], _ y: Double) -> Double {
    var node = 0
    while let split = Self.tree.nodes[node].split {
      let isTrue =
        switch split.condition {
        case .isAtMost(let threshold): (split.column == 0 ? x : y) <= threshold
        case .isLabel(let label): indicators[label]
        }
      node = isTrue ? node + 1 : split.falseChild
    }
    return Self.tree.nodes[node].mean
  }

  /// The midpoints and widths of the intervals into which the thresholds divide a column of
  /// numbers.
  private func parts(_ column: Int) -> [(middle: Double, width: Double)] {
    var cuts: Set<Double> = [0, 1]
    for split in Self.tree.nodes.compactMap(\.split) where split.column == column {
      if case .isAtMost(let threshold) = split.condition { cuts.insert(threshold) }
    }
    let sorted = cuts.sorted()
    return zip(sorted, sorted.dropFirst()).map { (($0 + $1) / 2, $1 - $0) }
  }

  /// From the definition: the predictions at the centres of all cells of the grid that is formed by
  /// the thresholds and the combinations of indicators, weighted by the volumes of the cells.
  @Test func `marginal variances are those of the averages over a grid`() {
    var cells: [(index: [Int], weight: Double, value: Double)] = []
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
        averages[key(cell.index), default: (0, 0)].weight += cell.weight
        averages[key(cell.index), default: (0, 0)].sum += cell.weight * cell.value
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

  /// By hand: the variance of a function that is 0 and 1 on halves is 1/4, and no other column
  /// counts.
  @Test func `the only relevant column has the whole variance`() throws {
    let points = ForestPoints(
      columns: [.numbers([0.2, 0.3, 0.7, 0.8]), .numbers([0.9, 0.1, 0.9, 0.1])],
      values: [0, 0, 1, 1])
    var random = RandomStream(seed: 1)
    let tree = RegressionTree(
      points, weights: [1, 1, 1, 1], rules: TreeRules(maximumDepth: 64), using: &random)
    let partition = TreePartition(tree, columns: points.columns)
    #expect(partition.variance.isClose(to: 0.25, within: 1e-15))
    let marginals = partition.marginalVariances
    #expect(marginals[0].isClose(to: 0.25, within: 1e-15))
    #expect(marginals[1].isClose(to: 0, within: 1e-15))
  }

  @Test func `the fractions of a sum are those of its terms, and sum to at most 1`() throws {
    var random = RandomStream(seed: 2)
    let columns = (0..<2).map { _ in (0..<2000).map { _ in random.uniform() } }
    let points = ForestPoints(
      columns: columns.map { .numbers($0) }, values: zip(columns[0], columns[1]).map { 2 * $0 + $1 }
    )
    let forest = RandomForest(
      growingOn: points, treeCount: 8, rules: TreeRules(maximumDepth: 64), seed: 1)
    let fractions = try #require(VarianceDecomposition.fractions(in: forest))
    // Variances are proportional to the squares of the factors: 4/5 and 1/5.
    #expect(abs(fractions[0] - 0.8) < 0.01)
    #expect(abs(fractions[1] - 0.2) < 0.01)
    #expect(fractions[0] + fractions[1] <= 1 + 1e-12)
  }

  @Test func `constant trees have no fractions`() {
    let points = ForestPoints(columns: [.numbers([0.1, 0.9])], values: [1, 1])
    let forest = RandomForest(
      growingOn: points, treeCount: 2, rules: TreeRules(maximumDepth: 4), seed: 1)
    #expect(VarianceDecomposition.fractions(in: forest) == nil)
  }

  @Test(arguments: [3, 64, 65, 130])
  func `the volume of patterns halves with each fixed indicator`(count: Int) {
    let free = IndicatorPattern(count: count)
    #expect(free.volume == 1)
    let last = free.fixing(count - 1, to: false)
    #expect(last.volume == 0.5)
    let both = last.fixing(0, to: true)
    #expect(both.volume == 0.25)
    #expect(both.volume(sharedWith: last) == 0.25)
    #expect(free.fixing(0, to: true).volume(sharedWith: last) == 0.25)
    #expect(free.fixing(count - 1, to: true).volume(sharedWith: last) == 0)
  }
}
