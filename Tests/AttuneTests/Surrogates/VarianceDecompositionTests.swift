import Testing

@testable import Attune

@Suite struct VarianceDecompositionTests {
  /// Some numbers and an indicator for each of three labels, and a value that depends on them all.
  private static let points: ForestPoints = {
    var random = RandomStream(seed: 4)
    var columns = [[Double]](repeating: [], count: 5)
    var values: [Double] = []
    for _ in 0..<60 {
      let (x, y, label) = (random.uniform(), random.uniform(), random.index(below: 3))
      for (column, value) in [x, 0, 0, 0, y].enumerated() {
        columns[column].append(column == 1 + label ? 1 : value)
      }
      values.append(3 * x + (label == 1 ? y : -1) + Double(label) * 0.5)
    }
    return ForestPoints(columns: columns, values: values)
  }()

  private static let variables: [VarianceDecomposition.Variable] = [
    .number(column: 0), .indicators(columns: 1..<4), .number(column: 4),
  ]

  private static let tree: RegressionTree = {
    var random = RandomStream(seed: 5)
    return RegressionTree(
      points, weights: points.values.map { _ in 1 }, maximumDepth: 64, using: &random)
  }()

  private func prediction(_ point: [Double]) -> Double {
    var place = 0
    while let split = Self.tree.nodes[place].split {
      place = point[split.column] <= split.threshold ? place + 1 : split.right
    }
    return Self.tree.nodes[place].mean
  }

  /// From the definition: the predictions at the middles of all cells of the grid that the thresholds
  /// make, weighed by the cells' volumes.
  @Test func `marginal variances are those of the averages over a grid of all thresholds`() {
    let splits = Self.tree.nodes.compactMap(\.split)
    let axes = (0..<5).map { column in
      let cuts = [0, 1] + splits.filter { $0.column == column }.map(\.threshold)
      let sorted = Set(cuts).sorted()
      return zip(sorted, sorted.dropFirst()).map { (middle: ($0 + $1) / 2, width: $1 - $0) }
    }
    var cells: [(indices: [Int], weight: Double, value: Double)] = [([], 1, 0)]
    for axis in axes {
      cells = cells.flatMap { cell in
        axis.indices.map { (cell.indices + [$0], cell.weight * axis[$0].width, 0) }
      }
    }
    for place in cells.indices {
      cells[place].value = prediction(
        zip(axes, cells[place].indices).map { $0[$1].middle })
    }
    func variance(of columns: Range<Int>) -> Double {
      var averages: [[Int]: (weight: Double, sum: Double)] = [:]
      for cell in cells {
        averages[Array(cell.indices[columns]), default: (0, 0)].weight += cell.weight
        averages[Array(cell.indices[columns]), default: (0, 0)].sum += cell.weight * cell.value
      }
      let mean = averages.values.reduce(0) { $0 + $1.sum }
      return averages.values.reduce(0) { variance, average in
        let excess = average.sum / average.weight - mean
        return variance + average.weight * excess * excess
      }
    }
    let partition = TreePartition(Self.tree, columnCount: 5)
    #expect(partition.variance.isClose(to: variance(of: 0..<5), within: 1e-12))
    for (variable, own) in zip(Self.variables, partition.marginalVariances(of: Self.variables)) {
      #expect(own.isClose(to: variance(of: variable.columns), within: 1e-12))
      #expect(own > 1e-3)
    }
  }

  /// By hand: the variance of a function that is 0 and 1 on halves is 1/4, and no other column counts.
  @Test func `a variable that decides alone has the whole variance`() throws {
    let points = ForestPoints(
      columns: [[0.2, 0.3, 0.7, 0.8], [0.9, 0.1, 0.9, 0.1]], values: [0, 0, 1, 1])
    var random = RandomStream(seed: 1)
    let tree = RegressionTree(
      points, weights: [1, 1, 1, 1], maximumDepth: 64, using: &random)
    let partition = TreePartition(tree, columnCount: 2)
    #expect(partition.variance.isClose(to: 0.25, within: 1e-15))
    let marginals = partition.marginalVariances(of: [.number(column: 0), .number(column: 1)])
    #expect(marginals[0].isClose(to: 0.25, within: 1e-15))
    #expect(marginals[1].isClose(to: 0, within: 1e-15))
  }

  @Test func `the shares of a sum are those of its terms, and add up to at most 1`() throws {
    var random = RandomStream(seed: 2)
    let columns = (0..<2).map { _ in (0..<2000).map { _ in random.uniform() } }
    let points = ForestPoints(
      columns: columns, values: zip(columns[0], columns[1]).map { 2 * $0 + $1 })
    let forest = RandomForest(growingOn: points, treeCount: 8, maximumDepth: 64, seed: 1)
    let shares = try #require(
      VarianceDecomposition.shares(
        of: [.number(column: 0), .number(column: 1)], in: forest))
    // Variances go with the squares of the factors: 4/5 and 1/5.
    #expect(abs(shares[0] - 0.8) < 0.01)
    #expect(abs(shares[1] - 0.2) < 0.01)
    #expect(shares[0] + shares[1] <= 1 + 1e-12)
  }

  @Test func `there are no shares where nothing varies`() {
    let points = ForestPoints(columns: [[0.1, 0.9]], values: [1, 1])
    let forest = RandomForest(growingOn: points, treeCount: 2, maximumDepth: 4, seed: 1)
    #expect(VarianceDecomposition.shares(of: [.number(column: 0)], in: forest) == nil)
  }

  @Test(arguments: [3, 64, 65, 130])
  func `patterns of indicators share what contradicts neither`(count: Int) {
    var indicators = [Bool?](repeating: nil, count: count)
    #expect(IndicatorPattern(indicators).share == 1)
    indicators[count - 1] = false
    let last = IndicatorPattern(indicators)
    #expect(last.share == 0.5)
    indicators[0] = true
    let both = IndicatorPattern(indicators)
    #expect(both.share == 0.25)
    #expect(both.share(sharedWith: last) == 0.25)
    indicators[count - 1] = true
    #expect(IndicatorPattern(indicators).share(sharedWith: last) == 0)
  }
}
