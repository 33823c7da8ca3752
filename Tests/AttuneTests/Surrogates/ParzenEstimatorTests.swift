import Testing

@testable import Attune

/// Updated estimators against new ones, and the search for the best point against all densities.
@Suite struct ParzenEstimatorTests {
  private static let space: SearchSpace = {
    do {
      return SearchSpace([
        "a": .float(try FloatDistribution(0...1)),
        "b": .float(try FloatDistribution(1e-5...10, scale: .log)),
        "c": .int(try IntDistribution(1...20)),
        "d": .categorical(try CategoricalDistribution(choices: ["x", "y", "z"])),
        "e": .float(try FloatDistribution(-4...4)),
      ])
    } catch {
      fatalError("\(error)")
    }
  }()

  private static let layout = ParzenLayout(space)

  /// A pseudorandom coordinate for a number and a row; a third of the points are at the same
  /// position.
  private static func coordinate(_ number: Int, _ row: Int) -> Double {
    var random = RandomStream(seed: UInt64(number), stream: UInt64(row), purpose: "point")
    let position = number % 3 == 0 ? 0.5 : random.uniform()
    switch layout.axes[row] {
    case .numeric(let axis):
      let x = axis.low + position * (axis.high - axis.low)
      return axis.encode(axis.decode(x))
    case .categorical(let choiceCount): return Double(Int(position * Double(choiceCount)))
    }
  }

  private static func estimator(
    _ numbers: [Int], _ configuration: ParzenConfiguration = ParzenConfiguration()
  ) -> ParzenEstimator {
    var estimator = ParzenEstimator(layout: layout, configuration: configuration)
    for number in numbers {
      estimator.change(removing: [], adding: [number], coordinate: coordinate)
    }
    return estimator
  }

  private static var configurations: [ParzenConfiguration] {
    var narrow = ParzenConfiguration()
    narrow.floorExponent = 1.6
    narrow.weights = .equal
    var plain = ParzenConfiguration()
    plain.usesMagicClip = false
    plain.considersEndpoints = true
    var coarse = narrow
    coarse.gridFloor = 0.5
    return [ParzenConfiguration(), narrow, plain, coarse]
  }

  private func expectEqual(_ a: ParzenEstimator, _ b: ParzenEstimator) {
    var random = RandomStream(seed: 3)
    let points = a.sample(9, using: &random)
    #expect(a.numbers == b.numbers)
    #expect(a.logDensities(at: points) == b.logDensities(at: points))
    for row in Self.layout.axes.indices where Self.layout.axes[row].kind != .categorical {
      #expect(a.shapes(row: row).map(\.deviation) == b.shapes(row: row).map(\.deviation))
    }
  }

  @Test(arguments: configurations)
  func `an estimator after many changes equals a new one`(configuration: ParzenConfiguration) {
    var random = RandomStream(seed: 7)
    var changed = Self.estimator([], configuration)
    var present: Set<Int> = []
    for round in 0..<120 {
      var removed: [Int] = []
      for number in present.sorted() where random.uniform() < 0.04 { removed.append(number) }
      // Few new observations in most rounds, many in some.
      let wanted = round % 20 == 19 ? 90 : 4
      let added = (0..<wanted).map { _ in Int(random.uniform() * 1000) }
        .filter { !present.contains($0) }
      let new = Set(added).sorted()
      changed.change(removing: removed, adding: new, coordinate: Self.coordinate)
      present.subtract(removed)
      present.formUnion(new)
      guard round % 6 == 1 || round % 20 == 19 else { continue }
      expectEqual(changed, Self.estimator(present.sorted(), configuration))
    }
    #expect(present.count > 100)
  }

  @Test func `an estimator whose observations are all removed is the prior`() {
    var changed = Self.estimator(Array(0..<30))
    changed.change(removing: Array(0..<30), adding: [], coordinate: Self.coordinate)
    expectEqual(changed, Self.estimator([]))
  }

  @Test func `kernels of equal observations on a grid are at least as wide as the minimum`() throws
  {
    let space = SearchSpace([
      "few": .int(try IntDistribution(0...7)), "many": .int(try IntDistribution(0...999)),
      "log": .int(try IntDistribution(1...8, scale: .log)),
    ])
    func deviations(_ gridFloor: Double) -> [String: [Double]] {
      var configuration = ParzenConfiguration()
      configuration.floorExponent = 1.6
      configuration.gridFloor = gridFloor
      var estimator = ParzenEstimator(layout: ParzenLayout(space), configuration: configuration)
      estimator.change(removing: [], adding: Array(0..<10)) { _, _ in 1 }
      return Dictionary(
        uniqueKeysWithValues: estimator.layout.parameters.enumerated().map { row, index in
          (space.parameters[index].name, estimator.shapes(row: row).dropLast().map(\.deviation))
        })
    }
    let (plain, coarse, wide) = (deviations(0), deviations(0.5), deviations(1e6))
    #expect(plain["few"]?.allSatisfy { $0 < 0.2 } == true)
    #expect(coarse["few"]?.allSatisfy { abs($0 - 0.5) < 1e-12 } == true)
    #expect(coarse["many"] == plain["many"])
    #expect(coarse["log"] == plain["log"])
    #expect(wide["few"]?.allSatisfy { abs($0 - 8) < 1e-12 } == true)
  }

  @Test(arguments: [0, 1, 6, 7, 8, 135, 136, 137, 700])
  func `the point with the highest ratio is the one by all densities`(count: Int) {
    let good = Self.estimator(Array(0..<12))
    let rest = Self.estimator(Array(12..<12 + count))
    var random = RandomStream(seed: UInt64(count))
    for candidates in [1, 2, 5, 24, 25] {
      let points = good.sample(candidates, using: &random)
      let (l, g) = (good.logDensities(at: points), rest.logDensities(at: points))
      let ratios = zip(l, g).map { $0 - $1 }
      let best = ratios.indices.max { (ratios[$0], -$0) < (ratios[$1], -$1) }
      #expect(rest.highestRatio(of: l, at: points) == best)
    }
  }
}
