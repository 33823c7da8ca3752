import Testing

@testable import Attune

@Suite struct HypervolumeTests {
  /// Points on a grid of integers from 0 to 6.
  static func points(seed: UInt64, dimensions: Int? = nil) -> [[Double]] {
    var random = RandomStream(seed: seed, purpose: "volume")
    let dimensions = dimensions ?? 1 + random.index(below: 4)
    return (0..<1 + random.index(below: 9)).map { _ in
      (0..<dimensions).map { _ in Double(random.index(below: 7)) }
    }
  }

  /// The exact volume: the number of unit cells below 6 that at least one point dominates.
  private func volume(of points: [[Double]], dimensions: Int) -> Double {
    var cells = [[Double]()]
    for _ in 0..<dimensions {
      cells = cells.flatMap { cell in (0..<6).map { cell + [Double($0)] } }
    }
    let dominated = cells.count { cell in
      points.contains { zip($0, cell).allSatisfy { $0 <= $1 } }
    }
    return Double(dominated)
  }

  @Test(arguments: UInt64(0)..<150)
  func `the volume is the number of dominated cells`(seed: UInt64) {
    let points = Self.points(seed: seed)
    let dimensions = points[0].count
    let reference = [Double](repeating: 6, count: dimensions)
    #expect(
      Hypervolume.volume(of: points, reference: reference)
        == volume(of: points, dimensions: dimensions))
  }

  @Test(arguments: UInt64(0)..<100)
  func `the gain is the volume that a point adds`(seed: UInt64) {
    let points = Self.points(seed: seed)
    let dimensions = points[0].count
    let reference = [Double](repeating: 6, count: dimensions)
    let others = Array(points.dropFirst())
    #expect(
      Hypervolume.gain(of: points[0], over: others, reference: reference)
        == volume(of: points, dimensions: dimensions) - volume(of: others, dimensions: dimensions))
  }

  @Test func `points beyond the reference add nothing`() {
    #expect(Hypervolume.volume(of: [[1, 7], [6, 0], [9, 9]], reference: [6, 6]) == 0)
    #expect(Hypervolume.volume(of: [], reference: [6, 6]) == 0)
    #expect(Hypervolume.volume(of: [[1, 7], [5, 5]], reference: [6, 6]) == 1)
  }

  // MARK: Subsets

  /// The volumes of a greedy selection by definition, which takes the largest gain in each step.
  private func greedy(_ points: [[Double]], _ count: Int) -> [Double] {
    let reference = HypervolumeSubset.referencePoint(points)
    var selected: [[Double]] = []
    var rest = points
    while selected.count < count {
      let gains = rest.map {
        Hypervolume.volume(of: selected + [$0], reference: reference)
          - Hypervolume.volume(of: selected, reference: reference)
      }
      let best = gains.indices.max { gains[$0] < gains[$1] } ?? 0
      selected.append(rest.remove(at: best))
    }
    return (1...count).map {
      Hypervolume.volume(of: Array(selected.prefix($0)), reference: reference)
    }
  }

  @Test(arguments: UInt64(0)..<60, [2, 3])
  func `a subset has the volumes of greedy selection`(seed: UInt64, dimensions: Int) {
    var random = RandomStream(seed: seed, purpose: "subset")
    let all = (0..<20).map { _ in (0..<dimensions).map { _ in random.uniform() } }
    let points = ParetoFront.indices(of: all).map { all[$0] }
    let count = min(points.count, 1 + random.index(below: 4))
    let indices = HypervolumeSubset.indices(of: points, count: count)
    #expect(Set(indices).count == count)
    guard count < points.count else { return }
    let reference = HypervolumeSubset.referencePoint(points)
    let volumes = (1...count).map { size in
      Hypervolume.volume(of: indices.prefix(size).map { points[$0] }, reference: reference)
    }
    for (a, b) in zip(volumes, greedy(points, count)) { #expect(a.isClose(to: b, within: 1e-12)) }
  }

  @Test func `repeated points are selected after all distinct ones`() {
    let points: [[Double]] = [[1, 3], [1, 3], [2, 2], [3, 1], [2, 2]]
    #expect(Set(HypervolumeSubset.indices(of: points, count: 3).map { points[$0] }).count == 3)
    #expect(HypervolumeSubset.indices(of: points, count: 4).count == 4)
    #expect(HypervolumeSubset.indices(of: points, count: 5) == [0, 1, 2, 3, 4])
    #expect(HypervolumeSubset.indices(of: points, count: 0) == [])
  }

  @Test func `the reference point is worse than the worst values`() {
    #expect(HypervolumeSubset.referencePoint([[1, -1], [2, -4]]) == [2.2, -0.9])
    #expect(HypervolumeSubset.referencePoint([[0, 0]]) == [1e-12, 1e-12])
    #expect(HypervolumeSubset.referencePoint([]) == [])
  }

  @Test func `points with infinite values give a selection of the right size`() {
    let points: [[Double]] = [[-.infinity, .infinity], [0, 1], [1, 0], [.infinity, -.infinity]]
    #expect(HypervolumeSubset.indices(of: points, count: 2).count == 2)
    let bounded: [[Double]] = [[-.infinity, 2], [0, 1], [1, 0]]
    #expect(Set(HypervolumeSubset.indices(of: bounded, count: 2)).count == 2)
  }
}
