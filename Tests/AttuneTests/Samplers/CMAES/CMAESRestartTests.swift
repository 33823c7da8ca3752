import Testing

@testable import Attune

@Suite struct CMAESRestartTests {
  @Test func `IPOP doubles the population`() {
    var restart = CMAESRestart(strategy: .ipop, populationSize: 7, sigma: 0.2)
    var random = RandomStream(seed: 1)
    let untouched = random
    var sizes = [restart.populationSize]
    for _ in 0..<4 {
      restart.advance(evaluations: 100, using: &random)
      sizes.append(restart.populationSize)
      #expect(restart.sigma == 0.2)
    }
    #expect(sizes == [7, 14, 28, 56, 112])
    var (first, second) = (random, untouched)
    #expect(first.next() == second.next())
  }

  /// By hand: the first run counts as small, so the second one is large.
  ///
  /// It used more evaluations, so small runs follow until they have used as many.
  @Test func `BIPOP balances the evaluations of small and large populations`() {
    var restart = CMAESRestart(strategy: .bipop, populationSize: 10, sigma: 0.2)
    var random = RandomStream(seed: 1)
    restart.advance(evaluations: 100, using: &random)
    #expect(restart.populationSize == 20 && restart.sigma == 0.2)
    restart.advance(evaluations: 250, using: &random)
    for _ in 0..<2 {  // 100 and 180 of small populations are less than 250
      #expect((10...20).contains(restart.populationSize))
      #expect(restart.sigma < 0.2 && restart.sigma > 0.002)
      restart.advance(evaluations: 80, using: &random)
    }
    // 260 are not.
    #expect(restart.populationSize == 40 && restart.sigma == 0.2)
  }

  @Test func `small populations are between the first and the latest large one`() {
    var random = RandomStream(seed: 2)
    var sizes: Set<Int> = []
    for _ in 0..<200 {
      var restart = CMAESRestart(strategy: .bipop, populationSize: 10, sigma: 1)
      // Doubles the population three times.
      for _ in 0..<3 { restart.advance(evaluations: 0, using: &random) }
      #expect(restart.populationSize == 80)
      restart.advance(evaluations: 1, using: &random)
      sizes.insert(restart.populationSize)
    }
    #expect(sizes.contains(10))
    #expect(sizes.max() ?? 0 > 70 && sizes.max() ?? 0 <= 80)
  }

  @Test(arguments: [CMAESRestart.Strategy.ipop, .bipop])
  func `restarts find the global minimum of a multimodal loss`(strategy: CMAESRestart.Strategy) {
    for seed in 1...2 as ClosedRange<UInt64> {
      var restart = CMAESRestart(strategy: strategy, populationSize: 8, sigma: 0.2)
      var random = RandomStream(seed: seed)
      var best = Double.infinity
      var sizes: [Int] = []
      while best > 1e-6, sizes.count < 20 {
        sizes.append(restart.populationSize)
        var cma = CMAES(
          mean: (0..<5).map { _ in random.uniform() }, sigma: restart.sigma,
          populationSize: restart.populationSize)
        while !cma.shouldStop {
          let solutions = (0..<cma.populationSize).map { _ in
            let point = cma.ask { random.normal() }.sampled
            return (point: point, loss: multimodalLoss(point))
          }
          best = solutions.reduce(best) { min($0, $1.loss) }
          cma.tell(solutions)
        }
        restart.advance(evaluations: cma.generation * cma.populationSize, using: &random)
      }
      #expect(best <= 1e-6, "\(strategy): \(best) after populations of \(sizes)")
    }
  }

  /// A sphere plus the squared distances to the nearest multiples of a tenth, which make many minima.
  private func multimodalLoss(_ x: [Double]) -> Double {
    x.reduce(0) { sum, coordinate in
      let z = 10 * (coordinate - 0.3)
      let wave = z - z.rounded()
      return sum + z * z + 40 * wave * wave
    }
  }
}
