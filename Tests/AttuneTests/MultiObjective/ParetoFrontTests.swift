import Testing

@testable import Attune

@Suite struct ParetoFrontTests {
  /// Points on a coarse grid, so that coordinates and whole points repeat.
  static func points(seed: UInt64) -> [[Double]] {
    var random = RandomStream(seed: seed, purpose: "points")
    let dimensions = 1 + random.index(below: 4)
    let special: [Double] = [.infinity, -.infinity, 0, -0.0]
    return (0..<random.index(below: 40)).map { _ in
      (0..<dimensions).map { _ in
        random.index(below: 10) == 0
          ? special[random.index(below: 4)] : Double(random.index(below: 6))
      }
    }
  }

  private func dominates(_ a: [Double], _ b: [Double]) -> Bool {
    zip(a, b).allSatisfy { $0 <= $1 } && zip(a, b).contains { $0 < $1 }
  }

  private func front(of points: [[Double]], among indices: [Int]) -> [Int] {
    indices.filter { index in !indices.contains { dominates(points[$0], points[index]) } }
  }

  @Test(arguments: UInt64(0)..<200)
  func `the front consists of the points that are not dominated`(seed: UInt64) {
    let points = Self.points(seed: seed)
    #expect(ParetoFront.indices(of: points) == front(of: points, among: Array(points.indices)))
    for (a, b) in zip(points, points.reversed()) {
      #expect(ParetoFront.dominates(a, b) == dominates(a, b))
    }
  }

  @Test(arguments: UInt64(0)..<100)
  func `the best points are whole ranks and part of the next`(seed: UInt64) {
    let points = Self.points(seed: seed)
    let ranks = ParetoFront.ranks(of: points, atLeast: points.count)
    for count in Set([0, 1, points.count / 2, points.count]) where count <= points.count {
      let best = Set(ParetoFront.best(count, of: points))
      #expect(best.count == count)
      guard let last = best.map({ ranks[$0] }).max() else { continue }
      #expect(points.indices.allSatisfy { best.contains($0) || ranks[$0] >= last })
    }
  }

  @Test(arguments: UInt64(0)..<100)
  func `ranks peel off one front after another`(seed: UInt64) {
    let points = Self.points(seed: seed)
    for count in [0, 1, points.count / 2, points.count] {
      var expected = [Int](repeating: 0, count: points.count)
      var rest = Array(points.indices)
      var rank = 0
      while !rest.isEmpty {
        let isTargetReached = points.count - rest.count >= count
        let peeled = isTargetReached ? rest : front(of: points, among: rest)
        for index in peeled { expected[index] = rank }
        rest.removeAll(where: peeled.contains)
        rank += 1
      }
      #expect(ParetoFront.ranks(of: points, atLeast: count) == expected)
    }
  }

  @Test func `the front contains all of equal points`() {
    #expect(ParetoFront.indices(of: [[1, 2], [2, 1], [1, 2], [2, 2]]) == [0, 1, 2])
    #expect(ParetoFront.indices(of: []) == [])
  }
}
