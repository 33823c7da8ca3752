import Testing

@testable import Attune

/// Comparisons with NumPy; see `Fixtures/GaussianProcess/README.md`.
@Suite struct CholeskyTests {
  private struct Case {
    let matrix: SymmetricMatrix
    let vector: [Double]
    let upper: [[Double]]
    let solution: [Double]
    let inverse: [[Double]]
    let logDeterminant: Double
  }

  private func cases() throws -> [Case] {
    try Fixture.object("GaussianProcess/matrices.json").objects("cases").map { object in
      let rows = try object.rows("matrix")
      return Case(
        matrix: SymmetricMatrix(count: rows.count) { rows[$0][$1] },
        vector: try object.doubles("vector"), upper: try object.rows("upper"),
        solution: try object.doubles("solution"), inverse: try object.rows("inverse"),
        logDeterminant: try object.double("logDeterminant"))
    }
  }

  @Test func `factors, solutions, inverses and determinants agree with NumPy`() throws {
    for reference in try cases() {
      let cholesky = try #require(Cholesky(reference.matrix))
      #expect(cholesky.jitter == 0)
      #expect(cholesky.logDeterminant.isClose(to: reference.logDeterminant, within: 1e-11))
      let solution = cholesky.solve(reference.vector)
      let inverse = cholesky.inverse()
      for row in 0..<reference.matrix.count {
        #expect(solution[row].isClose(to: reference.solution[row], within: 1e-9))
        for column in 0..<reference.matrix.count {
          #expect(inverse[row, column].isClose(to: reference.inverse[row][column], within: 1e-9))
          guard row <= column else { continue }
          #expect(
            cholesky.factor[row, column].isClose(to: reference.upper[row][column], within: 1e-11))
        }
      }
    }
  }

  @Test func `an appended row gives the factor of the larger matrix`() throws {
    for reference in try cases() where reference.matrix.count > 1 {
      let (matrix, count) = (reference.matrix, reference.matrix.count)
      let first = SymmetricMatrix(count: 1) { _, _ in matrix[0, 0] }
      var cholesky = try #require(Cholesky(first))
      for row in 1..<count {
        let column = (0..<row).map { matrix[$0, row] }
        let isAppended = cholesky.append(column, diagonal: matrix[row, row])
        #expect(isAppended)
      }
      let whole = try #require(Cholesky(matrix))
      #expect(cholesky.count == count)
      for column in 0..<count {
        for row in 0...column {
          #expect(
            cholesky.factor[row, column].isClose(to: whole.factor[row, column], within: 1e-12))
        }
      }
      for (value, expected) in zip(cholesky.solve(reference.vector), reference.solution) {
        #expect(value.isClose(to: expected, within: 1e-9))
      }
    }
  }

  @Test func `a row that makes the matrix indefinite is not appended`() throws {
    var cholesky = try #require(Cholesky(SymmetricMatrix.identity(3)))
    let before = cholesky.factor
    for (column, diagonal) in [([1, 1, 1], 2.9), ([0, .nan, 0], 1)] {
      let isAppended = cholesky.append(column, diagonal: diagonal)
      #expect(!isAppended)
    }
    #expect(cholesky.factor == before)
    #expect(cholesky.count == 3)
  }

  @Test func `a singular matrix is factored with jitter`() throws {
    let ones = SymmetricMatrix(count: 20) { _, _ in 1 }
    #expect(Cholesky(SymmetricMatrix(count: 2) { $0 == $1 ? 1 : 2 }) == nil)
    let cholesky = try #require(Cholesky(ones, jitters: Cholesky.usualJitters))
    #expect(cholesky.jitter > 0 && cholesky.jitter <= 1e-6)
    for odd in [Double.nan, .infinity] {
      let matrix = SymmetricMatrix(count: 3) { row, _ in row == 1 ? odd : 1 }
      #expect(Cholesky(matrix, jitters: Cholesky.usualJitters) == nil)
    }
    #expect(Cholesky(SymmetricMatrix(diagonal: []))?.solve([]) == [])
  }

  /// The textbook's loops, whose results the blocked ones equal to the last bit.
  @Test func `blocks do not affect the bits of the factor`() throws {
    for reference in try cases() {
      let (matrix, count) = (reference.matrix, reference.matrix.count)
      var upper = [[Double]](repeating: [Double](repeating: 0, count: count), count: count)
      for row in 0..<count {
        for column in row..<count {
          var value = matrix[row, column]
          for index in 0..<row { value -= upper[index][row] * upper[index][column] }
          upper[row][column] =
            row == column ? value.squareRoot() : value * (1 / upper[row][row])
        }
      }
      let cholesky = try #require(Cholesky(matrix))
      for row in 0..<count {
        for column in row..<count {
          #expect(cholesky.factor[row, column] == upper[row][column])
        }
      }
    }
  }
}
