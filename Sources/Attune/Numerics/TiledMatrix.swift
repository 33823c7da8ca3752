/// A matrix in tiles of 8 columns, the layout of the loops in `AttuneKernels`.
///
/// Rows of a tile follow each other, so a loop over the rows of 8 columns reads memory in order. The
/// numbers of rows and columns are multiples of 8. A smaller square matrix is padded by the identity
/// matrix, whose Cholesky factor and inverse are the identity matrix too.
struct TiledMatrix: Sendable, Hashable {
  /// The width of a tile.
  static let width = 8

  let rowCount: Int
  let columnCount: Int

  /// The elements, tile after tile, and row after row within a tile.
  var elements: [Double]

  /// Creates a matrix of zeros.
  ///
  /// - Parameters:
  ///   - rowCount: A multiple of 8.
  ///   - columnCount: A multiple of 8.
  init(rowCount: Int, columnCount: Int) {
    self.rowCount = rowCount
    self.columnCount = columnCount
    elements = [Double](repeating: 0, count: rowCount * columnCount)
  }

  /// Creates a matrix from the upper triangle of a symmetric one, padded by the identity matrix.
  init(_ matrix: SymmetricMatrix) {
    let size = Self.padded(matrix.count)
    self.init(rowCount: size, columnCount: size)
    for column in 0..<size {
      for row in 0...column {
        self[row, column] =
          column < matrix.count ? matrix[row, column] : row == column ? 1 : 0
      }
    }
  }

  /// The smallest multiple of 8 that is at least a count.
  static func padded(_ count: Int) -> Int { (count + width - 1) / width * width }

  /// The position of an element.
  func index(_ row: Int, _ column: Int) -> Int {
    (column / Self.width * rowCount + row) * Self.width + column % Self.width
  }

  subscript(row: Int, column: Int) -> Double {
    get { elements[index(row, column)] }
    set { elements[index(row, column)] = newValue }
  }

  /// Adds a number to the first elements of the diagonal.
  mutating func addToDiagonal(_ value: Double, count: Int) {
    for index in 0..<count { self[index, index] += value }
  }

  /// Adds a variance, times the factors if there are any, to the first elements of the diagonal.
  mutating func addNoise(_ variance: Double, factors: [Double]?, count: Int) {
    guard let factors else { return addToDiagonal(variance, count: count) }
    for index in 0..<count { self[index, index] += variance * factors[index] }
  }
}
