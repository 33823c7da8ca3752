/// The eigenvalues and eigenvectors of a symmetric matrix: A = V diag(λ) Vᵀ.
///
/// Uses additions, multiplications, divisions and square roots only, in a fixed order, so the
/// results have the same bits on all platforms.
///
/// - Note: Implements Householder tridiagonalization and the implicit symmetric QR algorithm with
///   Wilkinson's shift of G. H. Golub and C. F. Van Loan, "Matrix Computations", 4th edition, Johns
///   Hopkins University Press 2013, sections 8.3.1 to 8.3.5.
struct SymmetricEigendecomposition: Sendable, Hashable {
  /// The eigenvalues in ascending order.
  let values: [Double]

  /// The eigenvectors in the order of their values, each of length 1 and orthogonal to the others.
  ///
  /// The sign of a vector, and the basis of the space of equal eigenvalues, have no meaning.
  let vectors: [[Double]]

  /// Decomposes a matrix.
  ///
  /// The error of the eigenvalues is a small multiple of 2⁻⁵³ times the largest one in magnitude.
  ///
  /// - Parameter matrix: Its elements are finite; otherwise the results are meaningless.
  /// - Complexity: O(*n*³) for *n* rows.
  init(_ matrix: SymmetricMatrix) {
    let largest = matrix.elements.reduce(0) { max($0, abs($1)) }
    guard largest > 0, largest.isFinite else {
      values = matrix.diagonal
      vectors = (0..<matrix.count).map { row in
        (0..<matrix.count).map { $0 == row ? 1 : 0 }
      }
      return
    }
    // Scale the largest element to 1...2, so that squares do not overflow, and those that underflow
    // do not matter. The scale is a power of two, so no digits are lost.
    let scale = largest.binade
    var tridiagonal = TridiagonalForm(matrix, scale: scale)
    tridiagonal.diagonalize()
    let diagonal = tridiagonal.diagonal
    let order = diagonal.indices.sorted {
      (diagonal[$0], $0) < (diagonal[$1], $1)
    }
    values = order.map { diagonal[$0] * scale }
    vectors = order.map { index in
      let start = index * matrix.count
      return Array(tridiagonal.vectors[start..<(start + matrix.count)])
    }
  }

  /// The matrix V diag(`diagonal`) Vᵀ, which has the same eigenvectors and other eigenvalues.
  ///
  /// - Complexity: O(*n*³) for *n* rows.
  func matrix(withValues diagonal: [Double]) -> SymmetricMatrix {
    let count = diagonal.count
    var matrix = SymmetricMatrix(diagonal: [Double](repeating: 0, count: count))
    matrix.addSquares(of: Array(zip(diagonal, vectors)))
    return matrix
  }
}

/// A symmetric tridiagonal matrix T with A = Vᵀ T V.
private struct TridiagonalForm {
  var diagonal: [Double]

  /// Element *k* is in row *k* + 1 and column *k*, and in row *k* and column *k* + 1.
  var offDiagonal: [Double] = []

  /// V, row after row.
  var vectors: [Double]

  /// Reduces a matrix, divided by `scale`, by Householder reflections.
  init(_ matrix: SymmetricMatrix, scale: Double) {
    let count = matrix.count
    var a = matrix.elements.map { $0 / scale }
    var reflections: [(vector: [Double], factor: Double)] = []
    for k in 0..<max(count - 2, 0) {
      // The reflection I − β v vᵀ that maps column k below the diagonal to (α, 0, …, 0).
      var v = [Double](repeating: 0, count: count)
      var tail = 0.0  // the squared length below the element that remains
      for row in (k + 1)..<count {
        v[row] = a[row * count + k]
        if row > k + 1 { tail += v[row] * v[row] }
      }
      guard tail > 0 else {
        offDiagonal.append(v[k + 1])
        continue
      }
      let length = (v[k + 1] * v[k + 1] + tail).squareRoot()
      // With this sign, the subtraction does not cancel.
      let alpha = v[k + 1] > 0 ? -length : length
      v[k + 1] -= alpha
      let beta = 2 / (v[k + 1] * v[k + 1] + tail)
      Self.reflect(&a, v, beta, from: k + 1)
      offDiagonal.append(alpha)
      reflections.append((v, beta))
    }
    if count > 1 { offDiagonal.append(a[(count - 1) * count + count - 2]) }
    diagonal = (0..<count).map { a[$0 * count + $0] }
    vectors = SymmetricMatrix.identity(count).elements
    // V is the product of the reflections. Start with the last, since it changes the fewest rows.
    for (v, beta) in reflections.reversed() {
      for start in stride(from: 0, to: vectors.count, by: count) {
        var sum = 0.0
        for column in 0..<count { sum += vectors[start + column] * v[column] }
        let factor = beta * sum
        guard factor != 0 else { continue }
        for column in 0..<count { vectors[start + column] -= factor * v[column] }
      }
    }
  }

  /// Replaces the rows and columns of A from an index by those of
  /// (I − β v vᵀ) A (I − β v vᵀ) = A − v wᵀ − w vᵀ, with p = β A v and w = p − (β pᵀv / 2) v.
  private static func reflect(
    _ a: inout [Double], _ v: [Double], _ beta: Double, from first: Int
  ) {
    let count = v.count
    var w = [Double](repeating: 0, count: count)
    var product = 0.0
    for row in first..<count {
      var sum = 0.0
      for column in first..<count { sum += a[row * count + column] * v[column] }
      w[row] = beta * sum
      product += w[row] * v[row]
    }
    for row in first..<count { w[row] -= 0.5 * beta * product * v[row] }
    for row in first..<count {
      for column in first..<count {
        a[row * count + column] -= v[row] * w[column] + w[row] * v[column]
      }
    }
  }

  /// Makes the elements outside the diagonal negligible by QR steps, and sets them to 0.
  mutating func diagonalize() {
    var end = diagonal.count - 1
    // About two steps an eigenvalue are needed. The limit ends the loop for any input.
    var steps = 60 * diagonal.count
    while end > 0, steps > 0 {
      if isNegligible(end - 1) {
        offDiagonal[end - 1] = 0
        end -= 1
        continue
      }
      var start = end - 1
      while start > 0, !isNegligible(start - 1) { start -= 1 }
      step(from: start, through: end)
      steps -= 1
    }
  }

  private func isNegligible(_ index: Int) -> Bool {
    let size = abs(diagonal[index]) + abs(diagonal[index + 1])
    return abs(offDiagonal[index]) <= 0x1p-53 * size + .leastNormalMagnitude
  }

  /// One implicit QR step (algorithm 8.3.2) on a block without zeros outside the diagonal.
  private mutating func step(from start: Int, through end: Int) {
    // Wilkinson's shift: the eigenvalue of the last two rows that is nearer to the last element.
    let corner = offDiagonal[end - 1]
    let delta = 0.5 * (diagonal[end - 1] - diagonal[end])
    let root = (delta * delta + corner * corner).squareRoot()
    // `delta + root` is 0 if the squares underflow; then any shift is good enough.
    let divisor = delta < 0 ? delta - root : delta + root
    let shift = divisor == 0 ? diagonal[end] : diagonal[end] - corner * (corner / divisor)
    var x = diagonal[start] - shift
    var z = offDiagonal[start]
    for k in start..<end {
      // The rotation of rows and columns k and k + 1 that maps (x, z) to (r, 0).
      let (c, s, r) = Self.rotation(x, z)
      if k > start { offDiagonal[k - 1] = r }
      let (first, second, coupling) = (diagonal[k], diagonal[k + 1], offDiagonal[k])
      // c² first + 2 c s coupling + s² second, and so on, with c² = 1 − s².
      let change = s * (s * (second - first) + 2 * c * coupling)
      diagonal[k] = first + change
      diagonal[k + 1] = second - change
      offDiagonal[k] = c * s * (second - first) + (c - s) * (c + s) * coupling
      if k + 1 < end {
        x = offDiagonal[k]
        z = s * offDiagonal[k + 1]
        offDiagonal[k + 1] *= c
      }
      rotateVectors(k, c, s)
    }
  }

  private mutating func rotateVectors(_ k: Int, _ c: Double, _ s: Double) {
    let count = diagonal.count
    vectors.withUnsafeMutableBufferPointer { vectors in
      for index in (k * count)..<((k + 1) * count) {
        let (a, b) = (vectors[index], vectors[index + count])
        vectors[index] = c * a + s * b
        vectors[index + count] = c * b - s * a
      }
    }
  }

  /// The cosine, the sine and r with c x + s z = r and c z − s x = 0.
  private static func rotation(
    _ x: Double, _ z: Double
  ) -> (c: Double, s: Double, r: Double) {
    if z == 0 { return (1, 0, x) }
    // Divide by the larger one, so that squares do not underflow.
    if abs(z) > abs(x) {
      let ratio = x / z
      let length = (1 + ratio * ratio).squareRoot()
      return (ratio / length, 1 / length, z * length)
    }
    let ratio = z / x
    let length = (1 + ratio * ratio).squareRoot()
    return (1 / length, ratio / length, x * length)
  }
}
