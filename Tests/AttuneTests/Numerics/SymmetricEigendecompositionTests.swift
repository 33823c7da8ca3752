import Testing

@testable import Attune

@Suite struct SymmetricEigendecompositionTests {
  /// A matrix with elements drawn from the standard normal distribution.
  private func random(_ count: Int, seed: UInt64, scale: Double = 1) -> SymmetricMatrix {
    var random = RandomStream(seed: seed)
    return SymmetricMatrix(count: count) { _, _ in scale * random.normal() }
  }

  /// The largest difference of elements, relative to the largest element.
  private func error(_ matrix: SymmetricMatrix, _ reference: SymmetricMatrix) -> Double {
    let size = reference.elements.reduce(0) { max($0, abs($1)) }
    let differences = zip(matrix.elements, reference.elements).map { abs($0 - $1) }
    return (differences.max() ?? 0) / size
  }

  /// The largest element of V Vᵀ − I.
  private func orthogonalityError(_ vectors: [[Double]]) -> Double {
    var largest = 0.0
    for (i, a) in vectors.enumerated() {
      for (j, b) in vectors.enumerated() {
        let product = zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
        largest = max(largest, abs(product - (i == j ? 1 : 0)))
      }
    }
    return largest
  }

  @Test(arguments: [1, 2, 3, 4, 7, 10, 30, 60])
  func `eigenvectors and eigenvalues multiply to the matrix`(count: Int) {
    for seed in 1...5 as ClosedRange<UInt64> {
      for scale in [1, 1e-200, 1e200] {
        let matrix = random(count, seed: seed, scale: scale)
        let eigen = SymmetricEigendecomposition(matrix)
        #expect(error(eigen.matrix(withValues: eigen.values), matrix) < 1e-13)
        #expect(orthogonalityError(eigen.vectors) < 1e-13)
        #expect(eigen.values == eigen.values.sorted())
      }
    }
  }

  /// By hand: the tridiagonal matrix of 2 and −1 has the eigenvalues 2 − 2 cos(kπ / (n + 1)).
  @Test func `known eigenvalues are found`() {
    let matrix = SymmetricMatrix(count: 3) { $0 == $1 ? 2 : $0 - $1 == 1 ? -1 : 0 }
    let root = 2.0.squareRoot()
    for (value, expected) in zip(
      SymmetricEigendecomposition(matrix).values, [2 - root, 2, 2 + root])
    {
      #expect(value.isClose(to: expected, within: 1e-15))
    }
  }

  @Test func `equal, zero and widely different eigenvalues are permitted`() {
    let identity = SymmetricMatrix.identity(5)
    #expect(SymmetricEigendecomposition(identity).values == [1, 1, 1, 1, 1])
    let zero = SymmetricMatrix(diagonal: [0, 0, 0])
    #expect(SymmetricEigendecomposition(zero).values == [0, 0, 0])
    let diagonal = SymmetricMatrix(diagonal: [1e100, 1e-200, 1, -1])
    #expect(SymmetricEigendecomposition(diagonal).values == [-1, 1e-200, 1, 1e100])
    // A matrix of rank 1, with the eigenvalue 4.
    let ones = SymmetricEigendecomposition(SymmetricMatrix(count: 4) { _, _ in 1 })
    #expect(ones.values[3].isClose(to: 4, within: 1e-15))
    #expect(ones.values.dropLast().allSatisfy { abs($0) < 1e-15 })
    #expect(SymmetricEigendecomposition(SymmetricMatrix(diagonal: [])).values.isEmpty)
  }

  @Test func `matrices with NaN and infinity end the computation`() {
    for odd in [Double.nan, .infinity] {
      let matrix = SymmetricMatrix(count: 4) { row, _ in row == 2 ? odd : 1 }
      #expect(SymmetricEigendecomposition(matrix).values.count == 4)
    }
  }

  /// The bits of a result, so that another platform or compiler that changes them is noticed.
  @Test func `results have the same bits everywhere`() {
    let values = SymmetricEigendecomposition(random(6, seed: 3)).values
    #expect(
      values.map(\.bitPattern) == [
        13_839_237_493_217_749_180, 13_829_714_385_356_607_231, 4_603_611_671_929_877_199,
        4_607_698_869_831_716_684, 4_612_049_287_506_362_573, 4_615_618_244_175_825_061,
      ])
  }
}
