import Testing

@testable import Attune

@Suite struct RandomForestTests {
  /// Points of a function of two columns, evenly drawn, a third column being of no use.
  private func points(
    _ count: Int, seed: UInt64 = 1, _ function: (Double, Double) -> Double
  ) -> ForestPoints {
    var random = RandomStream(seed: seed)
    let columns = (0..<3).map { _ in (0..<count).map { _ in random.uniform() } }
    return ForestPoints(
      columns: columns, values: zip(columns[0], columns[1]).map { function($0, $1) })
  }

  private func tree(
    _ points: ForestPoints, weights: [Int]? = nil, maximumDepth: Int = 64
  ) -> RegressionTree {
    var random = RandomStream(seed: 1)
    return RegressionTree(
      points, weights: weights ?? points.values.map { _ in 1 }, maximumDepth: maximumDepth,
      using: &random)
  }

  /// The value of the box that a point lies in, found from the root.
  private func prediction(_ tree: RegressionTree, _ point: [Double]) -> Double {
    var place = 0
    while let split = tree.nodes[place].split {
      place = point[split.column] <= split.threshold ? place + 1 : split.right
    }
    return tree.nodes[place].mean
  }

  /// By hand: of the three ways to divide 0, 0, 3, 9 the last one leaves the least, 6 of 54.
  @Test func `a box is divided where that lowers the squared distances most`() throws {
    let points = ForestPoints(columns: [[0.1, 0.2, 0.4, 0.8]], values: [0, 0, 3, 9])
    let tree = tree(points, maximumDepth: 1)
    let split = try #require(tree.nodes[0].split)
    #expect(split.column == 0)
    #expect(split.threshold.isClose(to: 0.6, within: 1e-15))
    #expect(split.gain.isClose(to: 48, within: 1e-14))
    #expect(tree.nodes.map(\.mean) == [3, 1, 9])
    #expect(split.right == 2)
  }

  @Test func `points that count several times are as good as several points`() {
    let repeated = ForestPoints(
      columns: [[0.1, 0.2, 0.2, 0.2, 0.9]], values: [1, 4, 4, 4, 2])
    let weighted = ForestPoints(columns: [[0.1, 0.2, 0.9, 0.5]], values: [1, 4, 2, 100])
    let (a, b) = (tree(repeated), tree(weighted, weights: [1, 3, 1, 0]))
    #expect(a.nodes.map(\.mean) == b.nodes.map(\.mean))
    #expect(a.nodes.map { $0.split?.threshold } == b.nodes.map { $0.split?.threshold })
    #expect(a.nodes.map { $0.split?.gain } == b.nodes.map { $0.split?.gain })
  }

  @Test func `a tree grown to the end knows all of its points`() {
    let points = points(200) { $0 * 3 - $1 * $1 }
    let tree = tree(points)
    #expect(tree.nodes.count == 2 * 200 - 1)
    for place in points.values.indices {
      let value = prediction(tree, points.columns.map { $0[place] })
      #expect(value.isClose(to: points.values[place], within: 1e-14))
    }
  }

  @Test func `the gains add up to the whole of the squared distances`() {
    let points = points(100) { $0 + 2 * $1 }
    let mean = points.values.reduce(0, +) / 100
    let squares = points.values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let gains = tree(points).nodes.compactMap(\.split?.gain).reduce(0, +)
    #expect(gains.isClose(to: squares, within: 1e-12))
  }

  @Test(arguments: [1, 2, 5])
  func `no value is more divisions away than allowed`(depth: Int) {
    let tree = tree(points(100) { $0 + 2 * $1 }, maximumDepth: depth)
    #expect(tree.nodes.count { $0.split == nil } <= 1 << depth)
    #expect(tree.nodes.count > depth)
  }

  @Test func `equal values and equal points are not divided`() {
    let equalValues = ForestPoints(columns: [[0, 0.5, 1]], values: [2, 2, 2])
    let equalPoints = ForestPoints(columns: [[0.5, 0.5], [1, 1]], values: [1, 2])
    #expect(tree(equalValues).nodes.count == 1)
    #expect(tree(equalPoints).nodes.count == 1)
  }

  @Test func `coordinates next to each other are told apart`() {
    for low in [0.0, 0.3, 1.0.nextDown] {
      let points = ForestPoints(columns: [[low, low.nextUp]], values: [1, 2])
      #expect(prediction(tree(points), [low]) == 1)
      #expect(prediction(tree(points), [low.nextUp]) == 2)
    }
  }

  @Test func `equally good columns are drawn from`() {
    var random = RandomStream(seed: 3)
    let column = [0.0, 0.25, 0.5, 1]
    let points = ForestPoints(columns: [column, column], values: [0, 0, 5, 5])
    let first = (0..<100).count { _ in
      let tree = RegressionTree(
        points, weights: [1, 1, 1, 1], maximumDepth: 1, using: &random)
      return tree.nodes[0].split?.column == 0
    }
    // Outside once in 10⁸ seeds for a fair coin.
    #expect((22...78).contains(first))
  }

  @Test func `the same seed gives the same forest, another seed another one`() {
    let points = points(60) { $0 * $1 }
    func decreases(_ seed: UInt64) -> [Double] {
      RandomForest(growingOn: points, treeCount: 8, maximumDepth: 64, seed: seed)
        .impurityDecreases(columnCount: 3)
    }
    #expect(decreases(5) == decreases(5))
    #expect(decreases(5) != decreases(6))
  }

  @Test func `the decreases of impurity are shares, small for a column of no use`() {
    let forest = RandomForest(
      growingOn: points(300) { 4 * $0 + $1 }, treeCount: 16, maximumDepth: 64, seed: 1)
    let decreases = forest.impurityDecreases(columnCount: 3)
    #expect(decreases.reduce(0, +).isClose(to: 1, within: 1e-14))
    #expect(decreases[0] > 10 * decreases[1])
    #expect(decreases[2] < 0.01)
  }

  @Test func `a forest on equal values has no decreases`() {
    let forest = RandomForest(
      growingOn: points(10) { _, _ in 1 }, treeCount: 4, maximumDepth: 64, seed: 1)
    #expect(forest.impurityDecreases(columnCount: 3) == [0, 0, 0])
  }
}
