import Testing

@testable import Attune

@Suite struct LatinHypercubeTests {
  // A seed must give the same points in every version.
  @Test func `the first points never change`() throws {
    let hypercube = try #require(LatinHypercube(pointCount: 10, dimensionCount: 2, seed: 42))
    let expected = [
      [0.8930765209197853, 0.11832737544421712], [0.10059960873077867, 0.7034447958262594],
      [0.6799646963973605, 0.4602891626289791],
    ]
    #expect((0..<3).map { hypercube.point(at: $0) } == expected)
  }

  @Test(arguments: [1, 2, 3, 7, 10, 49, 100, 1000])
  func `each interval contains one point of each hypercube`(count: Int) throws {
    let hypercube = try #require(LatinHypercube(pointCount: count, dimensionCount: 5, seed: 3))
    for start in [0, count, 7 * count] {
      for dimension in 0..<5 {
        let intervals = Set(
          (start..<start + count).map {
            Int(hypercube.coordinate(dimension, at: UInt64($0)) * Double(count))
          })
        #expect(intervals.count == count)
      }
    }
  }

  @Test func `dimensions and hypercubes have different orders`() throws {
    let hypercube = try #require(LatinHypercube(pointCount: 50, dimensionCount: 20, seed: 3))
    var orders: Set<[Int]> = []
    for dimension in 0..<20 {
      for start in [0, 50, 100] {
        orders.insert(
          (start..<start + 50).map { Int(hypercube.coordinate(dimension, at: UInt64($0)) * 50) })
      }
    }
    #expect(orders.count == 60)
  }

  @Test func `positions within intervals are uniformly distributed`() throws {
    let hypercube = try #require(LatinHypercube(pointCount: 5000, dimensionCount: 1, seed: 4))
    var counts = [Int](repeating: 0, count: 10)
    for index in 0..<5000 as Range<UInt64> {
      let x = hypercube.coordinate(0, at: index) * 5000
      counts[Int((x - x.rounded(.down)) * 10)] += 1
    }
    let chiSquare = counts.reduce(0) { sum, count in
      sum + (Double(count) - 500) * (Double(count) - 500) / 500
    }
    // 9 degrees of freedom: one in ten thousand exceeds 34.
    #expect(chiSquare < 34)
  }

  @Test func `the number of points is positive and at most 2 to the 53`() throws {
    for count in [.min, -1, 0, 1 << 53 + 1, .max] as [Int] {
      #expect(LatinHypercube(pointCount: count, dimensionCount: 1, seed: 0) == nil)
    }
    let largest = try #require(
      LatinHypercube(pointCount: 1 << 53, dimensionCount: 1, seed: 0))
    #expect(Set((0..<100).map { largest.coordinate(0, at: $0) }).count == 100)
  }
}
