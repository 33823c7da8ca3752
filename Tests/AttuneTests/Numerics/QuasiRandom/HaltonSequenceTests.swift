import Testing

@testable import Attune

@Suite struct HaltonSequenceTests {
  @Test func `coordinates are indices with the digits reversed`() throws {
    let sequence = try #require(HaltonSequence(dimensionCount: 3))
    #expect(sequence.point(at: 0) == [0, 0, 0])
    let (first, sixth): ([Double], [Double]) = ([1 / 2, 1 / 3, 1 / 5], [3 / 8, 2 / 9, 6 / 25])
    #expect(sequence.point(at: 1) == first)
    // 6 is 110 in base 2, 20 in base 3 and 11 in base 5.
    #expect(sequence.point(at: 6) == sixth)
  }

  // A seed must give the same points in every version.
  @Test func `the first scrambled points never change`() throws {
    let sequence = try #require(HaltonSequence(dimensionCount: 2, seed: 42))
    let expected = [
      [0.006204399519348924, 0.30338522683294356], [0.5062043995193489, 0.6367185601662769],
      [0.2562043995193489, 0.9700518934996102],
    ]
    #expect((0..<3).map { sequence.point(at: $0) } == expected)
  }

  @Test(arguments: [nil, 0, 1, UInt64.max])
  func `each interval contains one of as many coordinates as a power of the base`(
    seed: UInt64?
  ) throws {
    let sequence = try #require(HaltonSequence(dimensionCount: 6, seed: seed))
    for (dimension, base) in [2, 3, 5, 7, 11, 13].enumerated() {
      for count in [base, base * base] {
        let start = 3 * count
        let intervals = Set(
          (start..<start + count).map {
            // The middle of the last digits, so that no rounding crosses the start of an interval.
            let x = sequence.coordinate(dimension, at: UInt64($0)) + 1e-12
            return Int(x * Double(count))
          })
        #expect(intervals.count == count)
      }
    }
  }

  @Test func `scrambled dimensions of large bases are not correlated`() throws {
    // Without permutations, the coordinates grow together until the index reaches the base.
    let count = 100
    #expect(abs(try correlation(count, seed: nil)) > 0.9)
    for seed in 0..<5 as Range<UInt64> {
      // Four standard deviations, 4 / √100.
      #expect(abs(try correlation(count, seed: seed)) < 0.4)
    }
  }

  /// The correlation of dimensions 98 and 99, whose bases are 523 and 541.
  private func correlation(_ count: Int, seed: UInt64?) throws -> Double {
    let sequence = try #require(HaltonSequence(dimensionCount: 100, seed: seed))
    let points = (0..<UInt64(count)).map {
      (sequence.coordinate(98, at: $0), sequence.coordinate(99, at: $0))
    }
    let n = Double(count)
    let (meanX, meanY) = points.reduce((0, 0)) { ($0.0 + $1.0 / n, $0.1 + $1.1 / n) }
    var (xx, xy, yy) = (0.0, 0.0, 0.0)
    for (x, y) in points {
      xx += (x - meanX) * (x - meanX)
      xy += (x - meanX) * (y - meanY)
      yy += (y - meanY) * (y - meanY)
    }
    return xy / (xx * yy).squareRoot()
  }
}
