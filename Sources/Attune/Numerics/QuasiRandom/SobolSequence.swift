import AttuneKernels

/// The Sobol sequence, optionally scrambled.
///
/// Every 2ᵐ points that start at a multiple of 2ᵐ are a net: each of the intervals of length 2⁻ᵐ
/// contains one of their coordinates in each dimension, and boxes whose sides are powers of two
/// contain about as many points as others of the same volume.
///
/// The order is that of the Gray code, in which point 0 is the origin. With a seed, all points are
/// scrambled, so that each is distributed uniformly; see ``OwenScrambling``.
///
/// - Note: Implements I. M. Sobol's sequence, USSR Computational Mathematics and Mathematical
///   Physics 7(4), 1967, doi:10.1016/0041-5553(67)90144-9, in the order of I. A. Antonov and V. M.
///   Saleev, ibid. 19(1), 1979, doi:10.1016/0041-5553(79)90085-5, with the direction numbers
///   new-joe-kuo-6 of S. Joe and F. Y. Kuo, "Constructing Sobol Sequences with Better
///   Two-Dimensional Projections", SIAM J. Sci. Comput. 30(5), 2008, doi:10.1137/070709359.
struct SobolSequence: QuasiRandomSequence {
  /// The largest possible number of dimensions.
  static let maximumDimensionCount = Int(attune_sobol_dimension_count)

  /// The number of binary digits of a coordinate; the sequence repeats after 2⁵³ points.
  static let digitCount = 53

  let dimensionCount: Int

  /// The direction numbers v_k = m_k / 2ᵏ as multiples of 2⁻⁵³, shape [dimension][digit].
  private let directions: [UInt64]

  /// The scrambling of each dimension; empty without a seed.
  private let scramblings: [OwenScrambling]

  /// Creates a sequence, or nil if the number of dimensions is not in `0...maximumDimensionCount`.
  ///
  /// - Parameters:
  ///   - dimensionCount: The number of coordinates of a point.
  ///   - seed: Selects the scrambling; without a seed, the sequence is not scrambled.
  /// - Complexity: O(*d*) for *d* dimensions.
  init?(dimensionCount: Int, seed: UInt64? = nil) {
    guard 0...Self.maximumDimensionCount ~= dimensionCount else { return nil }
    self.dimensionCount = dimensionCount
    directions = Self.directions(dimensionCount)
    scramblings =
      seed.map {
        KeyedHash.functions(count: dimensionCount, seed: $0, purpose: "sobol")
          .map(OwenScrambling.init)
      } ?? []
  }

  /// Returns a coordinate of a point, a multiple of 2⁻⁵³.
  ///
  /// - Parameters:
  ///   - dimension: The index of the coordinate.
  ///   - index: The position of the point in the sequence, counted from 0.
  /// - Precondition: `dimension` is in `0..<dimensionCount`.
  /// - Complexity: O(1): 53 exclusive ors, and as many hash values if scrambled.
  func coordinate(_ dimension: Int, at index: UInt64) -> Double {
    precondition(
      0..<dimensionCount ~= dimension,
      "dimension \(dimension) of a Sobol sequence with \(dimensionCount) dimensions")
    // x = g_1 v_1 ⊕ g_2 v_2 ⊕ …, where the g_k are the digits of the Gray code of the index.
    let position = index & (1 << UInt64(Self.digitCount) - 1)
    var rest = position ^ (position >> 1)
    var digits: UInt64 = 0
    while rest != 0 {
      digits ^= directions[dimension * Self.digitCount + rest.trailingZeroBitCount]
      rest &= rest - 1
    }
    if !scramblings.isEmpty {
      digits = scramblings[dimension].scrambled(digits, count: Self.digitCount)
    }
    return Double(digits) * 0x1p-53
  }

  /// The direction numbers of the first dimensions.
  private static func directions(_ dimensionCount: Int) -> [UInt64] {
    let polynomials = UnsafeBufferPointer(
      start: attune_sobol_polynomials(), count: maximumDimensionCount)
    var initial = attune_sobol_initial_numbers()
    var directions: [UInt64] = []
    directions.reserveCapacity(dimensionCount * digitCount)
    for polynomial in polynomials.prefix(dimensionCount) {
      // The polynomial is x^s + a_1 x^(s-1) + … + a_(s-1) x + 1.
      let degree = UInt16.bitWidth - 1 - polynomial.leadingZeroBitCount
      var m = (0..<degree).map { UInt64(initial[$0]) }
      initial += degree
      if degree == 0 { m = Array(repeating: 1, count: digitCount) }
      for k in m.count..<digitCount {
        // m_k = 2 a_1 m_(k-1) ⊕ 2² a_2 m_(k-2) ⊕ … ⊕ 2^s m_(k-s) ⊕ m_(k-s)
        var next = m[k - degree]
        for i in 1...degree where polynomial >> UInt16(degree - i) & 1 == 1 {
          next ^= m[k - i] << UInt64(i)
        }
        m.append(next)
      }
      directions += m.enumerated().map { k, number in number << UInt64(digitCount - 1 - k) }
    }
    return directions
  }
}
