import Testing

@testable import Attune

@Suite struct KeyedPermutationTests {
  private func permutation(_ count: Int, key: UInt64) -> [UInt64] {
    let permutation = KeyedPermutation(count: UInt64(count), hash: KeyedHash(key: key))
    return (0..<UInt64(count)).map { permutation.element(at: $0) }
  }

  @Test(arguments: [1, 2, 3, 4, 5, 16, 17, 100, 1023])
  func `every element occurs once`(count: Int) {
    for key in 0..<5 as Range<UInt64> {
      #expect(permutation(count, key: key).sorted() == Array(0..<UInt64(count)))
    }
  }

  @Test(arguments: [(2, 2, 20.0), (3, 6, 26), (4, 24, 57), (5, 120, 185)])
  func `all permutations of few elements are equally frequent`(
    count: Int, permutations: Int, limit: Double
  ) {
    let keys = 100 * permutations
    var counts: [[UInt64]: Int] = [:]
    for key in 0..<UInt64(keys) { counts[permutation(count, key: key), default: 0] += 1 }
    #expect(counts.count == permutations)
    let chiSquare = counts.values.reduce(0) { sum, count in
      sum + (Double(count) - 100) * (Double(count) - 100) / 100
    }
    // One in ten thousand exceeds the limit, with one degree of freedom less than permutations.
    #expect(chiSquare < limit)
  }

  @Test func `neighbours are not placed near each other`() {
    // The distance of two different random elements of 0..<1000 is below 100 with probability 0.190.
    var near = 0
    for key in 0..<20 as Range<UInt64> {
      let elements = permutation(1000, key: key).map { Int($0) }
      near += zip(elements, elements.dropFirst()).count { abs($0 - $1) < 100 }
    }
    // Four standard deviations, 4 √(19980 × 0.19 × 0.81).
    #expect(abs(near - 3786) < 222)
  }
}
