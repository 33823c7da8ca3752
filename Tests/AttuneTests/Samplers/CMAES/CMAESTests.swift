import Testing

@testable import Attune

@Suite struct CMAESTests {
  private func start(
    _ dimension: Int, at position: Double = 0.5, sigma: Double = 1.0 / 6,
    populationSize: Int? = nil, _ variant: CMAES.Variant = .full
  ) -> CMAES {
    CMAES(
      mean: Array(repeating: position, count: dimension), sigma: sigma,
      populationSize: populationSize, variant: variant)
  }

  private static let variants: [CMAES.Variant] = [
    .full, .separable, .learningRateAdaptation, .margin(levelCounts: [nil, 2, 5, 11]),
  ]

  // MARK: Convergence

  // The limits are about 1.5 times the largest number of evaluations seen for ten seeds.

  @Test(arguments: [(2, 430), (5, 1200), (10, 2300)])
  func `spheres are minimized`(dimension: Int, limit: Int) {
    for seed in 1...5 as ClosedRange<UInt64> {
      for variant in [CMAES.Variant.full, .separable] {
        var cma = start(dimension, variant)
        let count = cma.evaluations(until: 1e-10, limit: limit, seed: seed, TestLosses.sphere)
        #expect(count != nil, "\(variant), seed \(seed)")
      }
    }
  }

  @Test(arguments: [(2, 950), (6, 3200), (10, 6700)])
  func `rotated ellipsoids are minimized`(dimension: Int, limit: Int) {
    for seed in 1...5 as ClosedRange<UInt64> {
      var cma = start(dimension)
      let count = cma.evaluations(until: 1e-10, limit: limit, seed: seed, TestLosses.ellipsoid)
      #expect(count != nil, "seed \(seed)")
    }
  }

  @Test(arguments: [(2, 1200), (5, 3800)])
  func `Rosenbrock's function is minimized`(dimension: Int, limit: Int) {
    for seed in 1...10 as ClosedRange<UInt64> {
      var cma = start(dimension, at: 0.4)
      let count = cma.evaluations(until: 1e-10, limit: limit, seed: seed, TestLosses.rosenbrock)
      #expect(count != nil, "seed \(seed)")
    }
  }

  /// Noise with a deviation of 1, while losses in the unit cube are between 0 and 250.
  @Test func `adapted learning rates reach a lower loss despite noise`() {
    func finalLoss(_ variant: CMAES.Variant, seed: UInt64) -> Double {
      var cma = start(5, variant)
      var noise = RandomStream(seed: seed, purpose: "noise")
      _ = cma.evaluations(until: -.infinity, limit: 8000, seed: seed) {
        100 * TestLosses.sphere($0) + noise.normal()
      }
      return 100 * TestLosses.sphere(cma.mean)
    }
    let seeds = 1...5 as ClosedRange<UInt64>
    for seed in seeds {
      #expect(finalLoss(.learningRateAdaptation, seed: seed) < finalLoss(.full, seed: seed))
    }
  }

  @Test func `a warm start needs fewer evaluations`() throws {
    var random = RandomStream(seed: 7)
    let solutions = (0..<200).map { _ in
      let point = (0..<5).map { _ in random.uniform() }
      return (point: point, loss: TestLosses.sphere(point))
    }
    let warm = try #require(CMAESWarmStart(solutions: solutions))
    var totals = (warm: 0, cold: 0)
    for seed in 1...10 as ClosedRange<UInt64> {
      var first = CMAES(mean: warm.mean, sigma: warm.sigma, covariance: warm.covariance)
      var second = start(5, at: 0.9)
      let warmCount = first.evaluations(
        until: 1e-3, limit: 2000, seed: seed, TestLosses.sphere)
      let coldCount = second.evaluations(
        until: 1e-3, limit: 2000, seed: seed, TestLosses.sphere)
      totals.warm += try #require(warmCount)
      totals.cold += try #require(coldCount)
    }
    #expect(3 * totals.warm < 2 * totals.cold)
  }

  // MARK: Sampling

  @Test func `points are in the unit cube, also if the distribution is far wider`() {
    var random = RandomStream(seed: 1)
    for variant in [CMAES.Variant.full, .separable] {
      let cma = start(6, at: 0, sigma: 1e6, variant)
      var clippedCount = 0
      for _ in 0..<100 {
        let point = cma.ask { random.normal() }.sampled
        #expect(point.allSatisfy { (0...1).contains($0) })
        if point.contains(0) || point.contains(1) { clippedCount += 1 }
      }
      #expect(clippedCount == 100)
    }
  }

  @Test func `sampled points have the mean and the covariance of the distribution`() {
    let covariance = SymmetricMatrix(count: 2) { $0 == $1 ? Double(1 + $0) : 0.9 }
    let cma = CMAES(mean: [0.4, 0.5], sigma: 0.01, covariance: covariance)
    var random = RandomStream(seed: 2)
    let count = 20_000
    var products = (xx: 0.0, xy: 0.0, yy: 0.0)
    for _ in 0..<count {
      let point = cma.ask { random.normal() }.sampled
      let (x, y) = ((point[0] - 0.4) / 0.01, (point[1] - 0.5) / 0.01)
      products.xx += x * x / Double(count)
      products.xy += x * y / Double(count)
      products.yy += y * y / Double(count)
    }
    #expect(products.xx.isClose(to: 1, within: 0.05))
    #expect(products.xy.isClose(to: 0.9, within: 0.05))
    #expect(products.yy.isClose(to: 2, within: 0.05))
  }

  @Test func `equal values that receive equal numbers remain equal`() {
    for variant in Self.variants {
      var first = start(4, variant)
      var second = first
      _ = first.evaluations(until: -1, limit: 500, seed: 3, TestLosses.sphere)
      #expect(first != second)
      _ = second.evaluations(until: -1, limit: 500, seed: 3, TestLosses.sphere)
      #expect(first == second)
    }
  }

  // MARK: Unusual losses and points

  @Test func `only the order of losses matters`() {
    for variant in Self.variants {
      var first = start(4, variant)
      var second = first
      _ = first.evaluations(until: -.infinity, limit: 400, seed: 3, TestLosses.sphere)
      _ = second.evaluations(until: -.infinity, limit: 400, seed: 3) {
        Math.log(TestLosses.sphere($0))
      }
      #expect(first.mean == second.mean && first.sigma == second.sigma)
    }
  }

  @Test func `equal losses keep the order of points`() {
    var random = RandomStream(seed: 5)
    for size in [4, 60] {
      var first = start(3, populationSize: size)
      var second = first
      let points = (0..<size).map { _ in first.ask { random.normal() }.sampled }
      first.tell(points.map { ($0, 1) })
      second.tell(points.enumerated().map { ($1, Double($0)) })
      #expect(first.mean == second.mean && first.covariance == second.covariance)
    }
  }

  /// Losses without information, over many generations.
  private static let odd: KeyValuePairs<String, @Sendable ([Double]) -> Double> = [
    "infinity": { _ in .infinity },
    "minus infinity": { _ in -.infinity },
    "constant": { _ in 1 },
    "partly infinite": { $0[0] > 0.5 ? .infinity : $0[0] },
    "partly minus infinite": { $0[0] > 0.5 ? -.infinity : $0[0] },
    "partly NaN": { $0[0] > 0.5 ? .nan : $0[0] },
    "towards a corner": { -$0.reduce(0, +) },
    "sphere": TestLosses.sphere,
  ]

  @Test func `the distribution remains finite without restarts`() {
    for variant in Self.variants {
      for (name, loss) in Self.odd {
        var cma = start(4, variant)
        _ = cma.evaluations(until: .nan, limit: 2500, seed: 1, loss)
        #expect(isFinite(cma), "\(variant), \(name)")
      }
    }
  }

  @Test func `the distribution remains finite if all points are the same`() {
    for variant in Self.variants {
      for position in [0.5, 0.25, 1] {
        var cma = start(4, variant)
        for _ in 0..<500 {
          let point = Array(repeating: position, count: 4)
          cma.tell((0..<cma.populationSize).map { (point, Double($0)) })
        }
        #expect(isFinite(cma), "\(variant), \(position)")
      }
    }
  }

  /// As if parameters were rounded to a grid.
  @Test func `the distribution remains finite if points are rounded`() {
    for variant in Self.variants {
      var cma = start(4, variant)
      var random = RandomStream(seed: 9)
      for _ in 0..<500 {
        let points = (0..<cma.populationSize).map { _ in
          cma.ask { random.normal() }.encoded.map { ($0 * 10).rounded() / 10 }
        }
        cma.tell(points.map { ($0, TestLosses.sphere($0)) })
      }
      #expect(isFinite(cma), "\(variant)")
    }
  }

  private func isFinite(_ cma: CMAES) -> Bool {
    let random = RandomStream(seed: 1)
    var copy = random
    let candidate = cma.ask { copy.normal() }
    let numbers =
      [cma.sigma] + cma.mean + cma.stepPath + cma.covariancePath + cma.covariance.variances
      + cma.covariance.deviations + cma.covariance.whitened(cma.mean) + candidate.sampled
      + candidate.encoded + (cma.margin?.scales ?? [])
    return numbers.allSatisfy(\.isFinite) && cma.sigma > 0
  }

  @Test func `points that were not sampled move the mean`() {
    var cma = start(2)
    cma.tell((0..<cma.populationSize).map { _ in ([0.9, 0.1], 0) })
    #expect(cma.mean[0].isClose(to: 0.9, within: 1e-12))
    #expect(cma.mean[1].isClose(to: 0.1, within: 1e-12))
    #expect(cma.generation == 1)
  }

  @Test func `a population of another size is rejected`() async {
    await #expect(processExitsWith: .failure) {
      var cma = CMAES(mean: [0.5])
      cma.tell([([0.5], 0)])
    }
    await #expect(processExitsWith: .failure) { _ = CMAES(mean: [1.5]) }
    await #expect(processExitsWith: .failure) { _ = CMAES(mean: []) }
    await #expect(processExitsWith: .failure) { _ = CMAES(mean: [0.5], populationSize: 1) }
  }
}
