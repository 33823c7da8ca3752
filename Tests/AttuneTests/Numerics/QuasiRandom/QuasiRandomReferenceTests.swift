import Testing

@testable import Attune

/// Comparison with the sequences of SciPy; see `Fixtures/QuasiRandom/README.md`.
@Suite struct QuasiRandomReferenceTests {
  @Test func `Sobol points are those of SciPy`() throws {
    try compare("sobol", within: 0) { SobolSequence(dimensionCount: $0) }
  }

  // SciPy adds the digits one by one, each addition with its rounding error.
  @Test func `Halton points are those of SciPy`() throws {
    try compare("halton", within: 4e-16) { HaltonSequence(dimensionCount: $0) }
  }

  private func compare<Sequence: QuasiRandomSequence>(
    _ name: String, within tolerance: Double, _ sequence: (Int) -> Sequence?
  ) throws {
    let reference = try Fixture.object("QuasiRandom/\(name).json")
    let first = try reference.array("first")
    try #require(first.count == 64)
    var cases = first.enumerated().map { (UInt64($0.offset), $0.element) }
    for row in try reference.array("later") + reference.array("wide") {
      let parts = try #require(row.arrayValue)
      cases.append((UInt64(try #require(parts[0].intValue)), parts[1]))
    }
    for (index, value) in cases {
      let expected = try value.referenceNumbers()
      let point = try #require(sequence(expected.count)).point(at: index)
      try #require(point.count == expected.count)
      for (dimension, (x, y)) in zip(point, expected).enumerated() {
        #expect(abs(x - y) <= tolerance, "point \(index), dimension \(dimension): \(x), not \(y)")
      }
    }
  }
}
