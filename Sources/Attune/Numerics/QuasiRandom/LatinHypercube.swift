/// Random points that are stratified in each dimension: Latin hypercube sampling.
///
/// In each dimension, each of the *n* intervals of length 1/*n* contains exactly one of *n* points, at
/// a random position. The intervals of the dimensions are paired at random.
///
/// The points after the first *n* are further hypercubes of *n* points each, independent of the first.
///
/// - Note: Implements M. D. McKay, R. J. Beckman and W. J. Conover, "A Comparison of Three Methods for
///   Selecting Values of Input Variables in the Analysis of Output from a Computer Code",
///   Technometrics 21(2), 1979, doi:10.2307/1268522.
struct LatinHypercube: QuasiRandomSequence {
  /// The largest possible number of points: the number of multiples of 2⁻⁵³ in 0..<1.
  static let maximumPointCount = 1 << 53

  /// The number of points of a hypercube.
  let pointCount: Int

  let dimensionCount: Int

  /// The random bits of each dimension.
  private let hashes: [KeyedHash]

  /// Creates a hypercube, or nil if the number of points is not in `1...maximumPointCount` or the
  /// number of dimensions is negative.
  ///
  /// - Parameters:
  ///   - pointCount: The number of points.
  ///   - dimensionCount: The number of coordinates of a point.
  ///   - seed: Selects the permutation of the intervals and the positions in them.
  /// - Complexity: O(*d*) for *d* dimensions.
  init?(pointCount: Int, dimensionCount: Int, seed: UInt64) {
    guard 1...Self.maximumPointCount ~= pointCount, dimensionCount >= 0 else { return nil }
    self.pointCount = pointCount
    self.dimensionCount = dimensionCount
    hashes = KeyedHash.functions(count: dimensionCount, seed: seed, purpose: "latin hypercube")
  }

  /// Returns a coordinate of a point, a multiple of 2⁻⁵³.
  ///
  /// - Parameters:
  ///   - dimension: The index of the coordinate.
  ///   - index: The position of the point in the sequence, counted from 0.
  /// - Precondition: `dimension` is in `0..<dimensionCount`.
  /// - Complexity: O(1): an element of a ``KeyedPermutation``.
  func coordinate(_ dimension: Int, at index: UInt64) -> Double {
    let (hypercube, position) = index.quotientAndRemainder(dividingBy: UInt64(pointCount))
    let hash = KeyedHash(key: hashes[dimension](hypercube))
    let permutation = KeyedPermutation(count: UInt64(pointCount), hash: hash)
    let interval = permutation.element(at: position)
    let (low, high) = (bound(of: interval), bound(of: interval + 1))
    // The complement distinguishes the arguments from those of the permutation.
    let offset = hash(~position).multipliedFullWidth(by: high - low).high
    return Double(low + offset) * 0x1p-53
  }

  /// The least multiple of 2⁻⁵³ in an interval, in units of 2⁻⁵³: ⌈2⁵³ i / n⌉.
  ///
  /// With bounds that are integers, no rounding moves a point to an adjacent interval.
  private func bound(of interval: UInt64) -> UInt64 {
    let product = interval.multipliedFullWidth(by: 1 << 53)
    let (quotient, remainder) = UInt64(pointCount).dividingFullWidth(product)
    return remainder == 0 ? quotient : quotient + 1
  }
}
