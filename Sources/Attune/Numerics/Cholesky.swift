import AttuneKernels

/// The Cholesky factorization A = UᵀU of a symmetric positive definite matrix, with U an upper
/// triangle.
///
/// Uses additions, multiplications, divisions and square roots only, in a fixed order, so the
/// results have the same bits on all platforms.
///
/// - Note: G. H. Golub and C. F. Van Loan, "Matrix Computations", 4th edition, Johns Hopkins
///   University Press 2013, section 4.2; for appended rows, C. E. Rasmussen and C. K. I. Williams,
///   "Gaussian Processes for Machine Learning", MIT Press 2006, appendix A.3.
struct Cholesky: Sendable {
  /// The number of rows of A.
  private(set) var count: Int

  /// What was added to the diagonal of A, because A alone was not positive definite; otherwise 0.
  let jitter: Double

  /// U, padded by the identity matrix.
  private(set) var factor: TiledMatrix

  /// The inverses of the diagonal of U, padded by 1.
  private(set) var reciprocals: [Double]

  /// Factors a matrix, or returns nil if it is not positive definite or not finite.
  ///
  /// - Parameters:
  ///   - matrix: A matrix whose upper triangle is padded by the identity matrix.
  ///   - count: The number of rows without those that pad.
  ///   - jitters: Numbers to add to the diagonal, relative to its mean. Each is tried until one
  ///     gives a positive definite matrix.
  /// - Complexity: O(*n*³) for *n* rows.
  init?(_ matrix: consuming TiledMatrix, count: Int, jitters: [Double] = [0]) {
    let original = jitters.count > 1 ? matrix : nil
    var mean = 0.0
    for index in 0..<count { mean += matrix[index, index] / Double(count) }
    var factor = consume matrix
    var reciprocals = [Double](repeating: 1, count: factor.rowCount)
    for (attempt, jitter) in jitters.enumerated() {
      if attempt > 0, let original { factor = original }
      if jitter > 0 { factor.addToDiagonal(jitter * mean, count: count) }
      guard attune_factor(&factor.elements, &reciprocals, factor.rowCount) == factor.rowCount
      else { continue }
      self.count = count
      self.factor = factor
      self.reciprocals = reciprocals
      self.jitter = jitter * mean
      return
    }
    return nil
  }

  /// Factors a matrix, or returns nil if it is not positive definite or not finite.
  init?(_ matrix: SymmetricMatrix, jitters: [Double] = [0]) {
    self.init(TiledMatrix(matrix), count: matrix.count, jitters: jitters)
  }

  /// The jitters that covariance matrices are factored with: rounding errors can make them
  /// indefinite.
  static let usualJitters: [Double] = [0, 1e-10, 1e-8, 1e-6, 1e-4, 1e-2]

  /// ln |A| = 2 Σ ln U_ii.
  var logDeterminant: Double {
    var sum = 0.0
    for index in 0..<count { sum += Math.log(factor[index, index]) }
    return 2 * sum
  }

  /// The `x` with A x = `vector`.
  ///
  /// - Complexity: O(*n*²) for *n* rows.
  func solve(_ vector: [Double]) -> [Double] {
    var x = paddedVector(vector)
    attune_substitute_vector(factor.elements, reciprocals, factor.rowCount, &x)
    attune_substitute_back(factor.elements, reciprocals, factor.rowCount, &x)
    return Array(x.prefix(count))
  }

  /// The `v` with Uᵀ v = `vector`, so that vᵀv = bᵀA⁻¹b for a vector b.
  ///
  /// - Complexity: O(*n*²) for *n* rows.
  func substitute(_ vector: [Double]) -> [Double] {
    var v = paddedVector(vector)
    attune_substitute_vector(factor.elements, reciprocals, factor.rowCount, &v)
    return Array(v.prefix(count))
  }

  /// The upper triangle of A⁻¹ as a tiled matrix, whose elements below it are undefined.
  ///
  /// - Complexity: O(*n*³) for *n* rows.
  func tiledInverse() -> TiledMatrix {
    var inverse = TiledMatrix(rowCount: factor.rowCount, columnCount: factor.rowCount)
    attune_invert(factor.elements, reciprocals, factor.rowCount, &inverse.elements)
    return inverse
  }

  /// A⁻¹.
  ///
  /// - Complexity: O(*n*³) for *n* rows.
  func inverse() -> SymmetricMatrix {
    let inverse = tiledInverse()
    return SymmetricMatrix(count: count) { row, column in inverse[column, row] }
  }

  /// Extends A by a row and a column, or returns false and changes nothing if the larger matrix is
  /// not positive definite.
  ///
  /// - Parameters:
  ///   - column: The elements of the column above the diagonal.
  ///   - diagonal: The element on the diagonal.
  /// - Complexity: O(*n*²) for *n* rows.
  mutating func append(_ column: [Double], diagonal: Double) -> Bool {
    let v = substitute(column)
    var square = diagonal
    for value in v { square -= value * value }
    guard square > 0, square.isFinite else { return false }
    if count == factor.rowCount { addRows() }
    for (row, value) in v.enumerated() { factor[row, count] = value }
    let root = square.squareRoot()
    factor[count, count] = root
    reciprocals[count] = 1 / root
    count += 1
    return true
  }

  /// Pads U by 8 more rows and columns.
  private mutating func addRows() {
    let size = count + TiledMatrix.width
    var larger = TiledMatrix(rowCount: size, columnCount: size)
    for start in stride(from: 0, to: count, by: TiledMatrix.width) {
      let length = count * TiledMatrix.width
      let old = factor.index(0, start)
      let new = larger.index(0, start)
      for offset in 0..<length { larger.elements[new + offset] = factor.elements[old + offset] }
    }
    for index in count..<size { larger[index, index] = 1 }
    factor = larger
    reciprocals += [Double](repeating: 1, count: TiledMatrix.width)
  }

  private func paddedVector(_ vector: [Double]) -> [Double] {
    vector + [Double](repeating: 0, count: factor.rowCount - vector.count)
  }
}
