import Testing

@testable import Attune

@Suite struct CMAESStopTests {
  /// Tells generations until a criterion is met, and returns it with the number of generations.
  private func stop(
    _ cma: CMAES, limit: Int = 2000, _ loss: ([Double]) -> Double
  ) -> (criterion: CMAES.StopCriterion?, generation: Int) {
    var cma = cma
    var random = RandomStream(seed: 1)
    while !cma.shouldStop, cma.generation < limit {
      let points = (0..<cma.populationSize).map { _ in cma.ask { random.normal() } }
      cma.tell(points.map { ($0.sampled, loss($0.encoded)) })
    }
    return (cma.stopCriterion, cma.generation)
  }

  @Test func `a new distribution does not stop`() {
    #expect(CMAES(mean: [0.5, 0.5]).stopCriterion == nil)
    #expect(CMAES(mean: [0.5, 0.5], variant: .separable).stopCriterion == nil)
  }

  /// By hand: 10 + ⌈30 · 3 / 7⌉ = 23 generations are kept, and one more is required.
  @Test func `constant losses stop`() {
    let (criterion, generation) = stop(CMAES(mean: [0.5, 0.5, 0.5])) { _ in 1 }
    #expect(criterion == .flatLosses)
    #expect(generation == 24)
  }

  @Test func `infinite losses do not count as constant`() {
    var cma = CMAES(mean: [0.5, 0.5, 0.5])
    for _ in 0..<40 {
      cma.tell((0..<cma.populationSize).map { ([0.5, 0.5, Double($0) / 7], .infinity) })
    }
    #expect(cma.history.lossRange?.isNaN == true)
    #expect(cma.stopCriterion != .flatLosses)
  }

  @Test func `a narrow distribution stops`() {
    // The logarithm keeps the losses different.
    let (criterion, _) = stop(CMAES(mean: [0.3, 0.3, 0.3])) { Math.log(TestLosses.sphere($0)) }
    #expect(criterion == .smallSteps || criterion == .noEffectOnCoordinate)
    var cma = CMAES(mean: [0, 0], sigma: 1)
    while cma.stopCriterion == nil { cma.tell((0..<cma.populationSize).map { _ in ([0, 0], 0) }) }
    #expect(cma.stopCriterion == .smallSteps || cma.stopCriterion == .flatLosses)
  }

  @Test func `a wide distribution stops`() {
    #expect(CMAES(mean: [0.5, 0.5], sigma: 2e4).stopCriterion == .divergence)
  }

  @Test func `steps without effect stop`() {
    #expect(CMAES(mean: [0.5, 0], sigma: 1e-17).stopCriterion == .noEffectOnCoordinate)
    // Along the short axis (1, −1), a step is below the resolution of the mean, along coordinates it
    // is not.
    let matrix = SymmetricMatrix(count: 2) { $0 == $1 ? 1 : 1 - 1e-7 }
    let cma = CMAES(mean: [0.5, 0.5], sigma: 1e-12, covariance: matrix)
    #expect(cma.stopCriterion == .noEffectAlongAxis)
  }

  @Test func `a degenerate covariance stops`() {
    let matrix = SymmetricMatrix(diagonal: [1, 1e-30])
    #expect(CMAES(mean: [0.5, 0], covariance: matrix).stopCriterion == .condition)
  }
}
