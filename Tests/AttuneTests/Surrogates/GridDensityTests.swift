import Testing

@testable import Attune

@Suite struct GridDensityTests {
  @Test(arguments: [[1, 0], [0, 3, 0, 0, 9], [5, 5, 5, 5], Array(repeating: 2, count: 50)])
  func `the probabilities sum to 1 and are positive`(counts: [Int]) {
    for density in [
      GridDensity.ordered(counts: counts, priorWeight: 1),
      GridDensity.unordered(counts: counts, priorWeight: 1),
    ] {
      #expect(density.count == counts.count)
      #expect(density.reduce(0, +).isClose(to: 1, within: 1e-12))
      #expect(density.allSatisfy { $0 > 0 })
    }
  }

  @Test func `symmetric counts have symmetric probabilities`() {
    let counts = [1, 4, 0, 2, 0, 4, 1]
    let density = GridDensity.ordered(counts: counts, priorWeight: 1)
    for cell in counts.indices {
      #expect(density[cell].isClose(to: density[6 - cell], within: 1e-14))
    }
  }

  /// `ScottParzenEstimator` of Optuna 5.0.0 for 2, 5 and 1 observations of the cells 0, 2 and 3 of
  /// five, and for 3 and 1 observations of the choices 0 and 2 of three.
  @Test func `the densities are those of Optuna`() throws {
    let ordered = GridDensity.ordered(counts: [2, 0, 5, 1, 0], priorWeight: 1)
    let unordered = GridDensity.unordered(counts: [3, 0, 1], priorWeight: 1)
    let expected = [
      0.18129460158771868, 0.21974907729929696, 0.33336866548577, 0.20656948060109673,
      0.05901817502611767,
    ]
    let choices = [0.5000000000000001, 0.19999999999999998, 0.3]
    for (own, reference) in zip(ordered, expected) {
      #expect(own.isClose(to: reference, within: 1e-13))
    }
    for (own, reference) in zip(unordered, choices) {
      #expect(own.isClose(to: reference, within: 1e-13))
    }
  }
}
