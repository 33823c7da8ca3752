import Testing

@testable import Attune

@Suite struct SobolSequenceTests {
  @Test func `the first point is the origin without a seed`() throws {
    #expect(try #require(SobolSequence(dimensionCount: 4)).point(at: 0) == [0, 0, 0, 0])
  }

  @Test func `points repeat after 2 to the 53`() throws {
    let sequence = try #require(SobolSequence(dimensionCount: 4, seed: 1))
    for index in 0..<8 as Range<UInt64> {
      #expect(sequence.point(at: index + (1 << 53)) == sequence.point(at: index))
    }
    #expect(sequence.point(at: 1 << 53 - 1) != sequence.point(at: 0))
  }

  // A seed must give the same points in every version.
  @Test func `the first scrambled points never change`() throws {
    let sequence = try #require(SobolSequence(dimensionCount: 2, seed: 42))
    let expected = [
      [0.113324327943087, 0.5982501705943154], [0.7966660098615383, 0.11064939593524581],
      [0.5811553391356323, 0.8974802735913259],
    ]
    #expect((0..<3).map { sequence.point(at: $0) } == expected)
  }

  @Test(arguments: [nil, 0, 1, UInt64.max])
  func `each interval contains one coordinate of a net`(seed: UInt64?) throws {
    let sequence = try #require(SobolSequence(dimensionCount: 64, seed: seed))
    for m in 0...8 {
      // The net at the start, and a later one.
      for start in [0, UInt64(5 << m)] {
        let points = (start..<start + 1 << UInt64(m)).map { sequence.point(at: $0) }
        for dimension in 0..<64 {
          let intervals = Set(points.map { Int($0[dimension] * Double(1 << m)) })
          #expect(intervals.count == 1 << m, "dimension \(dimension), m = \(m), from \(start)")
        }
      }
    }
  }

  // The first two dimensions are a (0, 2)-sequence, t = 0.
  @Test(arguments: [nil, 0, 1, UInt64.max])
  func `each box contains one point of a net of two dimensions`(seed: UInt64?) throws {
    let sequence = try #require(SobolSequence(dimensionCount: 2, seed: seed))
    let m = 8
    let points = (0..<UInt64(1 << m)).map { sequence.point(at: $0) }
    for k in 0...m {
      let boxes = Set(
        points.map { [Int($0[0] * Double(1 << k)), Int($0[1] * Double(1 << (m - k)))] })
      #expect(boxes.count == 1 << m, "\(1 << k) times \(1 << (m - k)) boxes")
    }
  }

  // The quality parameter t is the sum of the degrees of the polynomials less one: 0 + 0 + 1 + 2 + 2.
  @Test(arguments: [nil, 0, 1] as [UInt64?])
  func `boxes of five dimensions contain equal numbers of points`(seed: UInt64?) throws {
    let sequence = try #require(SobolSequence(dimensionCount: 5, seed: seed))
    let (m, t) = (10, 5)
    let points = (0..<UInt64(1 << m)).map { sequence.point(at: $0) }
    for first in 0..<5 {
      for second in 0..<5 where second != first {
        for k in 0...(m - t) {
          var counts: [[Int]: Int] = [:]
          for point in points {
            let box = [
              Int(point[first] * Double(1 << k)), Int(point[second] * Double(1 << (m - t - k))),
            ]
            counts[box, default: 0] += 1
          }
          #expect(Set(counts.values) == [1 << t])
          #expect(counts.count == 1 << (m - t))
        }
      }
    }
  }

  @Test func `all digits are scrambled at random`() throws {
    // Point 0 has no digit 1 before scrambling.
    let sequence = try #require(SobolSequence(dimensionCount: 1024, seed: 5))
    let point = sequence.point(at: 0).map { UInt64($0 * 0x1p53) }
    for digit in 0..<53 as Range<UInt64> {
      let count = point.count { $0 >> digit & 1 == 1 }
      // Four standard deviations, 4 √1024 / 2.
      #expect(abs(count - 512) < 64)
    }
  }

  @Test func `a flip depends on all digits before it`() throws {
    // Coordinates whose first digits differ are scrambled independently after these.
    let scrambling = OwenScrambling(KeyedHash(key: 9))
    var equal = 0
    for index in 0..<2000 as Range<UInt64> {
      let a = scrambling.scrambled(index << 20 | 0x155, count: 53)
      let b = scrambling.scrambled(index << 20 | 1 << 19 | 0x155, count: 53)
      #expect(a >> 20 == b >> 20)
      #expect(a >> 19 != b >> 19)
      if a >> 18 & 1 == b >> 18 & 1 { equal += 1 }
    }
    // Four standard deviations, 4 √2000 / 2.
    #expect(abs(equal - 1000) < 90)
  }

  @Test func `the star discrepancy is far below that of random points`() throws {
    let count = 64
    for seed in [nil, 0, 1, 2] as [UInt64?] {
      let sequence = try #require(SobolSequence(dimensionCount: 2, seed: seed))
      let points = (0..<UInt64(count)).map { sequence.point(at: $0) }
      // That of 64 random points is about 0.15.
      #expect(starDiscrepancy(points) < 0.07)
    }
    var random = RandomStream(seed: 0, purpose: "comparison")
    let others = (0..<count).map { _ in [random.uniform(), random.uniform()] }
    #expect(starDiscrepancy(others) > 0.1)
  }

  /// The star discrepancy of points in the unit square: the largest difference, over the boxes at the
  /// origin, of the fraction of points in a box from its area.
  private func starDiscrepancy(_ points: [[Double]]) -> Double {
    let (xs, ys) = (points.map { $0[0] } + [1], points.map { $0[1] } + [1])
    var largest = 0.0
    for x in xs {
      for y in ys {
        let closed = points.count { $0[0] <= x && $0[1] <= y }
        let open = points.count { $0[0] < x && $0[1] < y }
        let n = Double(points.count)
        // Strict comparisons: open boxes; others: closed ones.
        largest = max(largest, Double(closed) / n - x * y, x * y - Double(open) / n)
      }
    }
    return largest
  }
}
