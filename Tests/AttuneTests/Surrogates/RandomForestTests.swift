import Testing

@testable import Attune

@Suite struct RandomForestTests {
  /// Uniformly distributed points with the values of a function of the first two of three columns.
  private func points(
    _ count: Int, seed: UInt64 = 1, _ function: (Double, Double) -> Double
  ) -> ForestPoints {
    var random = RandomStream(seed: seed)
    let columns = (0..<3).map { _ in (0..<count).map { _ in random.uniform() } }
    return ForestPoints(
      columns: columns.map { .numbers($0) },
      values: zip(columns[0], columns[1]).map { function($0, $1) })
  }

  private func tree(
    _ points: ForestPoints, weights: [Int]? = nil, maximumDepth: Int = 64
  ) -> RegressionTree {
    var random = RandomStream(seed: 1)
    return RegressionTree(
      points, weights: weights ?? points.values.map { _ in 1 },
      rules: TreeRules(maximumDepth: maximumDepth),
      using: &random)
  }

  /// The prediction of a tree at a point.
  private func prediction(_ tree: RegressionTree, _ point: [Double]) -> Double {
    var node = 0
    while let split = tree.nodes[node].split {
      node = split.condition.isSatisfied(by: point[split.column]) ? node + 1 : split.falseChild
    }
    return tree.nodes[node].mean
  }

  /// By hand: of the three splits of 0, 0, 3, 9 the last one leaves the smallest sum of squares, 6
  /// of 54.
  @Test func `a box is split where the sum of squared residuals decreases most`() throws {
    let points = ForestPoints(columns: [.numbers([0.1, 0.2, 0.4, 0.8])], values: [0, 0, 3, 9])
    let tree = tree(points, maximumDepth: 1)
    let split = try #require(tree.nodes[0].split)
    #expect(split.column == 0)
    guard case .isAtMost(let threshold) = split.condition else {
      Issue.record("numbers are not labels")
      return
    }
    #expect(threshold.isClose(to: 0.6, within: 1e-15))
    #expect(split.gain.isClose(to: 48, within: 1e-14))
    #expect(tree.nodes.map(\.mean) == [3, 1, 9])
    #expect(split.falseChild == 2)
  }

  /// By hand: labels 0, 1, 2 have the means 1, 7, 1, so label 1 is separated from the others.
  @Test func `a label is separated from all others`() throws {
    let points = ForestPoints(
      columns: [.labels([1, 0, 2, 1, 0], count: 3)], values: [6, 1, 1, 8, 1])
    let tree = tree(points, maximumDepth: 1)
    let split = try #require(tree.nodes[0].split)
    #expect(split.condition == .isLabel(1))
    #expect(tree.nodes.map { $0.mean.shortText } == ["3.4", "7.0", "1.0"])
    #expect(split.gain.isClose(to: 43.2, within: 1e-14))
    #expect(prediction(tree, [1]) == 7)
    #expect(prediction(tree, [0]) == 1)
  }

  @Test func `ties between two labels are broken at random`() {
    var random = RandomStream(seed: 9)
    let points = ForestPoints(columns: [.labels([2, 0, 2], count: 4)], values: [0, 1, 0])
    let first = (0..<100).count { _ in
      let tree = RegressionTree(
        points, weights: [1, 1, 1], rules: TreeRules(maximumDepth: 1), using: &random)
      return tree.nodes[0].split?.condition == .isLabel(0)
    }
    // The false alarm rate is 10⁻⁸ for a fair coin; the seed is fixed.
    #expect((22...78).contains(first))
  }

  @Test func `weighted points are equivalent to repeated points`() {
    let repeated = ForestPoints(
      columns: [.numbers([0.1, 0.2, 0.2, 0.2, 0.9])], values: [1, 4, 4, 4, 2])
    let weighted = ForestPoints(columns: [.numbers([0.1, 0.2, 0.9, 0.5])], values: [1, 4, 2, 100])
    let (a, b) = (tree(repeated), tree(weighted, weights: [1, 3, 1, 0]))
    #expect(a.nodes.map(\.mean) == b.nodes.map(\.mean))
    #expect(a.nodes.map { $0.split?.condition } == b.nodes.map { $0.split?.condition })
    #expect(a.nodes.map { $0.split?.gain } == b.nodes.map { $0.split?.gain })
  }

  @Test func `a tree of unlimited depth predicts all of its points exactly`() {
    let points = points(200) { $0 * 3 - $1 * $1 }
    let tree = tree(points)
    #expect(tree.nodes.count == 2 * 200 - 1)
    for index in points.values.indices {
      let value = prediction(tree, points.keys.map { $0[index] })
      #expect(value.isClose(to: points.values[index], within: 1e-14))
    }
  }

  @Test func `the gains sum to the total sum of squares`() {
    let points = points(100) { $0 + 2 * $1 }
    let mean = points.values.reduce(0, +) / 100
    let squares = points.values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let gains = tree(points).nodes.compactMap(\.split?.gain).reduce(0, +)
    #expect(gains.isClose(to: squares, within: 1e-12))
  }

  @Test(arguments: [1, 2, 5])
  func `the depth of a tree is limited`(depth: Int) {
    let tree = tree(points(100) { $0 + 2 * $1 }, maximumDepth: depth)
    #expect(tree.nodes.count { $0.split == nil } <= 1 << depth)
    #expect(tree.nodes.count > depth)
  }

  @Test func `equal values and equal points are not split`() {
    let equalValues = ForestPoints(columns: [.numbers([0, 0.5, 1])], values: [2, 2, 2])
    let equalPoints = ForestPoints(
      columns: [.numbers([0.5, 0.5]), .labels([1, 1], count: 3)], values: [1, 2])
    #expect(tree(equalValues).nodes.count == 1)
    #expect(tree(equalPoints).nodes.count == 1)
  }

  @Test func `adjacent doubles are separated`() {
    for low in [0.0, 0.3, 1.0.nextDown] {
      let points = ForestPoints(columns: [.numbers([low, low.nextUp])], values: [1, 2])
      #expect(prediction(tree(points), [low]) == 1)
      #expect(prediction(tree(points), [low.nextUp]) == 2)
    }
  }

  @Test func `ties between columns are broken at random`() {
    var random = RandomStream(seed: 3)
    let column = ForestPoints.Column.numbers([0, 0.25, 0.5, 1])
    let points = ForestPoints(columns: [column, column], values: [0, 0, 5, 5])
    let first = (0..<100).count { _ in
      let tree = RegressionTree(
        points, weights: [1, 1, 1, 1], rules: TreeRules(maximumDepth: 1), using: &random)
      return tree.nodes[0].split?.column == 0
    }
    // The false alarm rate is 10⁻⁸ for a fair coin; the seed is fixed.
    #expect((22...78).contains(first))
  }

  @Test func `the seed determines the forest`() {
    let points = points(60) { $0 * $1 }
    func decreases(_ seed: UInt64) -> [Double] {
      RandomForest(growingOn: points, treeCount: 8, rules: TreeRules(maximumDepth: 64), seed: seed)
        .impurityDecreases()
    }
    #expect(decreases(5) == decreases(5))
    #expect(decreases(5) != decreases(6))
  }

  @Test func `the decreases in impurity sum to 1, and are small for an irrelevant column`() {
    let forest = RandomForest(
      growingOn: points(300) { 4 * $0 + $1 }, treeCount: 16, rules: TreeRules(maximumDepth: 64),
      seed: 1)
    let decreases = forest.impurityDecreases()
    #expect(decreases.reduce(0, +).isClose(to: 1, within: 1e-14))
    #expect(decreases[0] > 10 * decreases[1])
    #expect(decreases[2] < 0.01)
  }

  @Test func `a forest on equal values has no decreases in impurity`() {
    let forest = RandomForest(
      growingOn: points(10) { _, _ in 1 }, treeCount: 4, rules: TreeRules(maximumDepth: 64), seed: 1
    )
    #expect(forest.impurityDecreases() == [0, 0, 0])
  }
}
