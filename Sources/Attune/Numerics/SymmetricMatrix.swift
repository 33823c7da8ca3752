/// A symmetric matrix of floating-point values.
///
/// Both triangles are stored, row after row, and have the same bits.
struct SymmetricMatrix: Sendable, Hashable {
  /// The number of rows and of columns.
  let count: Int

  /// The elements, row after row.
  private(set) var elements: [Double]

  /// Creates a matrix from its lower triangle.
  ///
  /// - Parameters:
  ///   - count: The number of rows, not negative.
  ///   - element: Returns the element of a row and a column that is at most the row.
  init(count: Int, element: (_ row: Int, _ column: Int) -> Double) {
    self.count = count
    elements = [Double](repeating: 0, count: count * count)
    for row in 0..<count {
      for column in 0...row {
        let value = element(row, column)
        elements[row * count + column] = value
        elements[column * count + row] = value
      }
    }
  }

  /// Creates a matrix that is zero outside the diagonal.
  init(diagonal: [Double]) {
    self.init(count: diagonal.count) { $0 == $1 ? diagonal[$0] : 0 }
  }

  /// The identity matrix of a size.
  static func identity(_ count: Int) -> SymmetricMatrix {
    SymmetricMatrix(diagonal: [Double](repeating: 1, count: count))
  }

  subscript(row: Int, column: Int) -> Double { elements[row * count + column] }

  /// The elements of the diagonal.
  var diagonal: [Double] { (0..<count).map { self[$0, $0] } }

  /// The product with a vector of `count` numbers.
  ///
  /// - Complexity: O(*n*²) for *n* rows.
  func times(_ vector: [Double]) -> [Double] {
    (0..<count).map { row in
      let start = row * count
      var sum = 0.0
      for column in 0..<count { sum += elements[start + column] * vector[column] }
      return sum
    }
  }

  /// The product M A M with another symmetric matrix M of the same size, which is symmetric.
  ///
  /// - Complexity: O(*n*³) for *n* rows.
  func enclosed(by other: SymmetricMatrix) -> SymmetricMatrix {
    // A times column c of M.
    let columns = (0..<count).map { column in
      times(Array(other.elements[(column * count)..<((column + 1) * count)]))
    }
    return SymmetricMatrix(count: count) { row, column in
      var sum = 0.0
      for index in 0..<count { sum += other[row, index] * columns[column][index] }
      return sum
    }
  }

  /// Multiplies all elements by a factor.
  mutating func scale(by factor: Double) {
    for index in elements.indices { elements[index] *= factor }
  }

  /// Adds Σ weight · vector vectorᵀ, for vectors of `count` numbers.
  ///
  /// - Complexity: O(*k n*²) for *k* vectors and *n* rows.
  mutating func addSquares(of terms: [(weight: Double, vector: [Double])]) {
    elements.withUnsafeMutableBufferPointer { elements in
      for (weight, vector) in terms {
        for row in 0..<count {
          let factor = weight * vector[row]
          let start = row * count
          for column in 0...row { elements[start + column] += factor * vector[column] }
        }
      }
      for row in 0..<count {
        for column in 0..<row { elements[column * count + row] = elements[row * count + column] }
      }
    }
  }

  /// Adds `weight` times another matrix of the same size.
  mutating func add(_ other: SymmetricMatrix, weight: Double) {
    for index in elements.indices { elements[index] += weight * other.elements[index] }
  }
}
