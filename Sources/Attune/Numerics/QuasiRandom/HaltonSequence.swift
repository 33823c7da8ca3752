/// The Halton sequence, optionally scrambled.
///
/// The coordinate of a point in dimension *j* is its index in the base of prime number *j*, with the
/// digits reversed and after the point. With a seed, the digits of each place are permuted at random;
/// so each point is distributed uniformly, and the dimensions of large bases are not correlated.
///
/// A coordinate has as many digits as fit in 53 bits. So a dimension repeats after at least 2⁴²
/// points.
///
/// - Note: Implements J. H. Halton, "On the Efficiency of Certain Quasi-Random Sequences of Points in
///   Evaluating Multi-Dimensional Integrals", Numerische Mathematik 2, 1960, doi:10.1007/BF01386213,
///   and algorithm 1 of A. B. Owen, "A Randomized Halton Algorithm in R", 2017, arXiv:1706.02808.
struct HaltonSequence: QuasiRandomSequence {
  /// The largest possible number of dimensions; the base of the last one is 8,161.
  static let maximumDimensionCount = 1024

  /// How the coordinates of a dimension are computed.
  private struct Dimension {
    /// A prime number.
    let base: UInt64

    /// The number of digits of a coordinate.
    let placeCount: Int

    /// The number of different coordinates, base ^ placeCount ≤ 2⁵³.
    let valueCount: UInt64

    /// The permutation of the digits of each place, shape [place][digit]; empty if not scrambled.
    let permutations: [UInt16]
  }

  private let dimensions: [Dimension]

  var dimensionCount: Int { dimensions.count }

  /// Creates a sequence, or nil if the number of dimensions is not in `0...maximumDimensionCount`.
  ///
  /// - Parameters:
  ///   - dimensionCount: The number of coordinates of a point.
  ///   - seed: Selects the scrambling; without a seed, the sequence is not scrambled.
  /// - Complexity: O(*s*) with a seed, where *s* is the sum of the bases: 10 dimensions take 3 kB,
  ///   100 dimensions 0.3 MB.
  init?(dimensionCount: Int, seed: UInt64? = nil) {
    guard 0...Self.maximumDimensionCount ~= dimensionCount else { return nil }
    dimensions = Self.primes(dimensionCount).enumerated().map { index, base in
      var (placeCount, valueCount) = (0, 1 as UInt64)
      while valueCount <= (1 << 53) / base {
        placeCount += 1
        valueCount *= base
      }
      var permutations: [UInt16] = []
      if let seed {
        var random = RandomStream(seed: seed, stream: UInt64(index), purpose: "halton")
        for _ in 0..<placeCount { permutations += Self.permutation(of: base, &random) }
      }
      return Dimension(
        base: base, placeCount: placeCount, valueCount: valueCount, permutations: permutations)
    }
  }

  /// Returns a coordinate of a point, the floating-point value nearest to a fraction below 1.
  ///
  /// - Parameters:
  ///   - dimension: The index of the coordinate.
  ///   - index: The position of the point in the sequence, counted from 0.
  /// - Precondition: `dimension` is in `0..<dimensionCount`.
  /// - Complexity: O(1): a division for each digit, of which there are 53 in base 2 and fewer in
  ///   others.
  func coordinate(_ dimension: Int, at index: UInt64) -> Double {
    let dimension = dimensions[dimension]
    var (rest, reversed) = (index, 0 as UInt64)
    // All places are included, since permutations change also the zeros before the first digit.
    for place in 0..<dimension.placeCount {
      var digit = rest % dimension.base
      rest /= dimension.base
      if !dimension.permutations.isEmpty {
        digit = UInt64(dimension.permutations[place * Int(dimension.base) + Int(digit)])
      }
      reversed = reversed * dimension.base + digit
    }
    // Both integers are exact as floating-point values, so the quotient does not round to 1.
    return Double(reversed) / Double(dimension.valueCount)
  }

  /// A random permutation of the digits of a base, by the algorithm of Fisher and Yates.
  private static func permutation(of base: UInt64, _ random: inout RandomStream) -> [UInt16] {
    var digits = Array(0..<UInt16(base))
    for end in stride(from: digits.count, to: 1, by: -1) {
      digits.swapAt(end - 1, random.index(below: end))
    }
    return digits
  }

  /// The first prime numbers.
  private static func primes(_ count: Int) -> [UInt64] {
    var primes: [UInt64] = []
    var candidate: UInt64 = 2
    while primes.count < count {
      let divisors = primes.prefix { $0 * $0 <= candidate }
      if divisors.allSatisfy({ candidate % $0 != 0 }) { primes.append(candidate) }
      candidate += 1
    }
    return primes
  }
}
