import Testing

@testable import Attune

/// What all sequences have in common.
@Suite struct QuasiRandomSequenceTests {
  /// A kind of sequence, made for a number of dimensions and a seed.
  struct Kind: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let sequence: @Sendable (Int, UInt64) -> (any QuasiRandomSequence)?

    static let sobol = Kind(testDescription: "Sobol") {
      SobolSequence(dimensionCount: $0, seed: $1)
    }
    static let halton = Kind(testDescription: "Halton") {
      HaltonSequence(dimensionCount: $0, seed: $1)
    }
    static let latin = Kind(testDescription: "Latin hypercube") {
      LatinHypercube(pointCount: 1000, dimensionCount: $0, seed: $1)
    }
    static let all = [sobol, halton, latin]
  }

  private func points(
    _ kind: Kind, count: UInt64, dimensions: Int, seed: UInt64
  ) throws -> [[Double]] {
    let sequence = try #require(kind.sequence(dimensions, seed))
    return (0..<count).map { sequence.point(at: $0) }
  }

  @Test(arguments: Kind.all)
  func `a seed selects the points`(kind: Kind) throws {
    let points = try points(kind, count: 20, dimensions: 3, seed: 7)
    #expect(try self.points(kind, count: 20, dimensions: 3, seed: 7) == points)
    let others = try self.points(kind, count: 20, dimensions: 3, seed: 8)
    #expect(zip(points, others).allSatisfy { $0 != $1 })
  }

  @Test(arguments: Kind.all)
  func `more dimensions do not change the others`(kind: Kind) throws {
    let few = try points(kind, count: 50, dimensions: 3, seed: 7)
    let many = try points(kind, count: 50, dimensions: 40, seed: 7)
    #expect(many.map { Array($0.prefix(3)) } == few)
    #expect(many.allSatisfy { Set($0).count == 40 })
  }

  @Test(arguments: Kind.all)
  func `coordinates of any index are in the unit interval`(kind: Kind) throws {
    let sequence = try #require(kind.sequence(6, 3))
    for index: UInt64 in [0, 1, 1 << 32, 1 << 53 - 1, 1 << 53, .max - 1, .max] {
      let point = sequence.point(at: index)
      #expect(point.count == 6)
      #expect(point.allSatisfy { $0 >= 0 && $0 < 1 }, "\(index): \(point)")
    }
  }

  @Test(arguments: Kind.all)
  func `a point has a uniform distribution over the seeds`(kind: Kind) throws {
    var counts = [[Int]](repeating: [Int](repeating: 0, count: 16), count: 8)
    let seeds = 2000
    for seed in 0..<UInt64(seeds) {
      let sequence = try #require(kind.sequence(4, seed))
      for (row, index) in [0, 5].enumerated() {
        for (dimension, x) in sequence.point(at: UInt64(index)).enumerated() {
          counts[4 * row + dimension][Int(x * 16)] += 1
        }
      }
    }
    for row in counts {
      let expected = Double(seeds) / 16
      let chiSquare = row.reduce(0) { sum, count in
        sum + (Double(count) - expected) * (Double(count) - expected) / expected
      }
      // 15 degrees of freedom: one in ten thousand exceeds 44.
      #expect(chiSquare < 44)
    }
  }

  @Test(arguments: Kind.all)
  func `means are close to one half`(kind: Kind) throws {
    let points = try points(kind, count: 1000, dimensions: 12, seed: 1)
    for dimension in 0..<12 {
      let mean = points.reduce(0) { $0 + $1[dimension] } / 1000
      // A mean of random numbers has a standard deviation of 0.009.
      #expect(abs(mean - 0.5) < 0.002)
    }
  }

  @Test(arguments: Kind.all)
  func `there is a sequence of no dimensions, but none of a negative number`(kind: Kind) throws {
    #expect(try #require(kind.sequence(0, 1)).point(at: 3) == [])
    #expect(kind.sequence(-1, 1) == nil)
  }

  @Test func `there are at most 1024 dimensions`() throws {
    #expect(SobolSequence.maximumDimensionCount == 1024)
    #expect(HaltonSequence.maximumDimensionCount == 1024)
    #expect(try #require(SobolSequence(dimensionCount: 1024, seed: 1)).point(at: 3).count == 1024)
    #expect(try #require(HaltonSequence(dimensionCount: 1024)).point(at: 3).count == 1024)
    #expect(SobolSequence(dimensionCount: 1025, seed: 1) == nil)
    #expect(HaltonSequence(dimensionCount: 1025, seed: 1) == nil)
  }

  @Test(arguments: [(Kind.sobol, 0.03), (.halton, 0.12), (.latin, 0.6)])
  func `means of a function are more accurate than with random numbers`(
    kind: Kind, ratio: Double
  ) throws {
    var (error, randomError) = (0.0, 0.0)
    for seed in 0..<20 as Range<UInt64> {
      let points = try points(kind, count: 1024, dimensions: 5, seed: seed)
      var random = RandomStream(seed: seed, purpose: "comparison")
      let others = (0..<1024).map { _ in (0..<5).map { _ in random.uniform() } }
      error += square(mean(points) - 1)
      randomError += square(mean(others) - 1)
    }
    // Root mean square errors over the seeds; the ratios measured are about two thirds of the limits.
    #expect((error / randomError).squareRoot() < ratio)
  }

  /// The mean at the points of a function whose integral is 1: the product of 3/4 + 3/4 x², an
  /// interaction of all dimensions.
  private func mean(_ points: [[Double]]) -> Double {
    points.reduce(0) { sum, point in
      sum + point.reduce(1) { $0 * (0.75 + 0.75 * $1 * $1) }
    } / Double(points.count)
  }

  private func square(_ x: Double) -> Double { x * x }
}
