import Testing

@testable import Attune

@Suite struct ForestSurrogateTests {
  private static let file = "Forest/predictions.json"

  /// A case of the fixture.
  private struct Case {
    let points: ForestPoints
    let queries: CoordinateTable
    let object: JSONObject

    init(_ object: JSONObject) throws {
      func rows(_ key: String) throws -> [[Double]] {
        try #require(object[key]?.arrayValue).map { row in
          try #require(row.arrayValue).map { try #require($0.doubleValue) }
        }
      }
      let points = try rows("points")
      let columns = points[0].indices
      self.points = ForestPoints(
        columns: columns.map { column in .numbers(points.map { $0[column] }) },
        values: try object.doubles("values"))
      queries = CoordinateTable(kinds: columns.map { _ in .numeric }, points: try rows("queries"))
      self.object = object
    }
  }

  private func cases(_ name: String) throws -> [Case] {
    try Fixture.object(Self.file).objects(name).map(Case.init)
  }

  @Test func `trees predict what those of scikit-learn predict`() throws {
    let cases = try cases("trees")
    #expect(cases.count == 4)
    for item in cases {
      var random = RandomStream(seed: 1)
      let tree = RegressionTree(
        item.points, weights: try item.object.doubles("weights").map { Int($0) },
        rules: TreeRules(
          maximumDepth: try item.object.int("depth"),
          minimumLeafSize: try item.object.int("leaf")),
        using: &random)
      let means = try item.object.doubles("means")
      let variances = try item.object.doubles("variances")
      tree.forEachLeaf(of: item.queries) { query, leaf in
        #expect(leaf.mean.isClose(to: means[query], within: 1e-12))
        #expect(abs(leaf.variance - variances[query]) < 1e-12)
      }
    }
  }

  @Test func `boosted trees predict what those of scikit-learn predict`() throws {
    let cases = try cases("boosted")
    #expect(cases.count == 2)
    for item in cases {
      var random = RandomStream(seed: 1)
      let trees = BoostedTrees(
        growingOn: item.points, weights: item.points.values.map { _ in 1 },
        configuration: BoostedTrees.Configuration(
          treeCount: 30, learningRate: 0.1, minimumLeafSize: try item.object.int("leaf")),
        using: &random)
      for (value, expected) in zip(
        trees.values(at: item.queries), try item.object.doubles("means"))
      {
        #expect(value.isClose(to: expected, within: 1e-12))
      }
    }
  }

  /// Random points of a function of the first of two columns, and of a column of labels.
  private func noisyPoints(_ count: Int) -> ForestPoints {
    var random = RandomStream(seed: 5)
    let x = (0..<count).map { _ in random.uniform() }
    let labels = (0..<count).map { _ in random.index(below: 4) - 1 }
    return ForestPoints(
      columns: [.numbers(x), .labels(labels, count: 3)],
      values: zip(x, labels).map { 3 * $0 + Double($1) + 0.1 * random.normal() })
  }

  @Test func `the variance of a forest is that within leaves and that between trees`() {
    let points = noisyPoints(50)
    let forest = RandomForest(
      growingOn: points, treeCount: 7, rules: TreeRules(threshold: .between, minimumLeafSize: 4),
      seed: 2)
    let rows = CoordinateTable(
      kinds: [.numeric, .category], points: [[0.1, -1], [0.5, 2], [0.9, 0]])
    var leaves = [[(mean: Double, variance: Double)]](repeating: [], count: 3)
    for tree in forest.trees {
      tree.forEachLeaf(of: rows) { leaves[$0].append(($1.mean, $1.variance)) }
    }
    let moments = forest.moments(at: rows)
    for (point, leaves) in leaves.enumerated() {
      let mean = leaves.reduce(0) { $0 + $1.mean } / 7
      let within = leaves.reduce(0) { $0 + $1.variance } / 7
      let between = leaves.reduce(0) { $0 + ($1.mean - mean) * ($1.mean - mean) } / 7
      #expect(moments.means[point].isClose(to: mean, within: 1e-13))
      #expect(moments.variances[point].isClose(to: within + between, within: 1e-12))
    }
  }

  @Test(arguments: [TreeRules.Threshold.midpoint, .between, .random])
  func `thresholds are within the range, and leaves are large enough`(
    threshold: TreeRules.Threshold
  ) {
    let points = noisyPoints(60)
    var random = RandomStream(seed: 3)
    let tree = RegressionTree(
      points, weights: points.values.map { _ in 1 },
      rules: TreeRules(threshold: threshold, minimumLeafSize: 3), using: &random)
    #expect(tree.nodes.count > 10)
    for case .isAtMost(let threshold)? in tree.nodes.map(\.split?.condition) {
      #expect(threshold > 0 && threshold < 1)
    }
    // The values differ, and so do the means of leaves.
    var sizes: [Double: Int] = [:]
    tree.forEachLeaf(of: points.table) { sizes[$1.mean, default: 0] += 1 }
    #expect(sizes.count == tree.nodes.count { $0.split == nil })
    #expect(sizes.values.min() ?? 0 >= 3)
  }

  @Test func `forests and boosted trees are close to a function, and less sure far from points`() {
    var random = RandomStream(seed: 8)
    // No points between 0.4 and 0.8.
    let x = (0..<80).map { _ in random.uniform() }.map { $0 < 2.0 / 3 ? 0.6 * $0 : 0.4 + 0.6 * $0 }
    let points = ForestPoints(columns: [.numbers(x)], values: x.map { 5 * $0 })
    let rows = CoordinateTable(kinds: [.numeric], points: [[0.2], [0.6], [0.9]])
    for (rules, usesBootstrap) in [
      (TreeRules(threshold: .between), true), (TreeRules(threshold: .random), false),
    ] {
      let forest = RandomForest(
        growingOn: points, treeCount: 50, rules: rules, usesBootstrap: usesBootstrap, seed: 1)
      let (means, variances) = forest.moments(at: rows)
      #expect(abs(means[0] - 1) < 0.2 && abs(means[2] - 4.5) < 0.2)
      #expect(variances[1] > 10 * variances[0])
    }
    let boosted = BoostedEnsemble(
      growingOn: points, memberCount: 8, configuration: BoostedTrees.Configuration(), seed: 1)
    let (means, variances) = boosted.moments(at: rows)
    #expect(variances[1] > 10 * variances[0])
    #expect(abs(means[0] - 1) < 0.3 && abs(means[2] - 4.5) < 0.3)
  }
}
