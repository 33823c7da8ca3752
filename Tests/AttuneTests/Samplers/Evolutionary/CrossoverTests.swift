import Testing

@testable import Attune

@Suite struct CrossoverTests {
  static let operators: [any Crossover] = [
    UniformCrossover(), BLXAlphaCrossover(), SPXCrossover(), UNDXCrossover(),
    UNDXCrossover(scale: .paper), SBXCrossover(), VSBXCrossover(),
  ]

  private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

  /// Children of the given parents, always of the same random numbers.
  private func children(
    _ crossover: some Crossover, _ parents: [[Double]], count: Int = 4000
  ) -> [[Double]] {
    var random = RandomStream(seed: 5)
    return (0..<count).map { _ in
      crossover.cross(
        parents: parents, bounds: Array(repeating: -1...1, count: parents[0].count),
        using: &random)
    }
  }

  @Test(arguments: operators.indices)
  func `the children's mean is that of the parents`(index: Int) {
    let crossover = Self.operators[index]
    let parents = Array(
      [[-0.3, 0.4, 0.1], [0.2, 0.2, -0.1], [0.4, -0.3, 0.3]].prefix(crossover.parentCount))
    let children = children(crossover, parents)
    // UNDX is around the middle of two parents.
    let centered = crossover is UNDXCrossover ? Array(parents.prefix(2)) : parents
    for axis in 0..<3 {
      let values = children.map { $0[axis] }
      let expected = mean(centered.map { $0[axis] })
      let average = mean(values)
      let variance = mean(values.map { ($0 - average) * ($0 - average) })
      // Six standard errors: with fixed seeds, a failure means an error. SBX and vSBX are not
      // symmetric within asymmetric bounds.
      let isAsymmetric = crossover is SBXCrossover
      let tolerance =
        6 * (variance / Double(values.count)).squareRoot() + (isAsymmetric ? 0.05 : 1e-12)
      #expect(abs(average - expected) < tolerance, "\(crossover)")
    }
  }

  @Test(arguments: operators.indices)
  func `children of the same numbers are the same`(index: Int) {
    let crossover = Self.operators[index]
    let parents = Array([[-0.3, 0.4], [0.2, 0.2], [0.4, -0.3]].prefix(crossover.parentCount))
    #expect(children(crossover, parents, count: 5) == children(crossover, parents, count: 5))
  }

  @Test func `children of SBX are within the bounds`() {
    let parents: [[Double]] = [[-1, 0.5, 0.3], [1, 0.5, 0.4]]
    for child in children(SBXCrossover(eta: 0, childGeneProbability: 1), parents) {
      #expect(child.allSatisfy { (-1...1).contains($0) })
    }
  }

  @Test func `the deviations of UNDX are the sigmas or their squares`() {
    // The line of the first two parents, of length 1, is the first axis.
    let parents: [[Double]] = [[0, 0], [1, 0], [0.5, 2]]
    for (scale, expected) in [(UNDXCrossover.Scale.paper, 0.5), (.optuna, 0.25)] {
      let crossover = UNDXCrossover(sigmaXi: 0.5, sigmaEta: 0.5, scale: scale)
      let children = children(crossover, parents)
      let along = mean(children.map { ($0[0] - 0.5) * ($0[0] - 0.5) }).squareRoot()
      let across = mean(children.map { $0[1] * $0[1] }).squareRoot()
      #expect(along.isClose(to: expected, within: 0.02))
      #expect((across / 2).isClose(to: expected, within: 0.02))
    }
  }

  @Test func `equal parents have themselves as children, except with vSBX`() {
    let parents: [[Double]] = [[0.25, -0.5], [0.25, -0.5], [0.25, -0.5]]
    for crossover in Self.operators where !(crossover is VSBXCrossover) {
      for child in children(crossover, Array(parents.prefix(crossover.parentCount)), count: 20) {
        #expect(
          child[0].isClose(to: 0.25, within: 1e-9) && child[1].isClose(to: -0.5, within: 1e-9))
      }
    }
  }

  @Test func `defaults of SBX depend on the number of objectives`() {
    #expect(SBXCrossover().adapted(toObjectives: 1).eta == 2)
    #expect(SBXCrossover().adapted(toObjectives: 2).eta == 20)
    #expect(VSBXCrossover().adapted(toObjectives: 1).eta == 2)
    #expect(VSBXCrossover(eta: 7).adapted(toObjectives: 1).eta == 7)
    #expect(UniformCrossover(swappingProbability: 0.3).adapted(toObjectives: 1).parentCount == 2)
  }

  @Test func `mutants are within the bounds and closer for a larger index`() {
    var random = RandomStream(seed: 6)
    func meanStep(_ eta: Double) -> Double {
      mean(
        (0..<2000).map { _ in
          let value = PolynomialMutation(eta: eta).mutate(0.3, bounds: 0...1, using: &random)
          #expect((0...1).contains(value))
          return abs(value - 0.3)
        })
    }
    #expect(meanStep(100) < meanStep(20) && meanStep(20) < meanStep(0))
    #expect(PolynomialMutation().mutate(2, bounds: 2...2, using: &random) == 2)
  }
}
