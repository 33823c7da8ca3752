import Testing

@testable import Attune

@Suite struct RankTests {
  @Test func `ranks under constraints agree with Optuna`() throws {
    let cases = try Fixture.object("Evolutionary/ranks.json").objects("cases")
    try #require(cases.count == 90)
    for reference in cases {
      let ranks = ParetoFront.ranks(
        of: try reference.rows("losses"), violations: try reference.doubles("violations"))
      #expect(ranks == (try reference.ints("ranks")), "\(reference)")
    }
  }

  @Test(arguments: UInt64(0)..<100)
  func `ranks of all points are those found front by front`(seed: UInt64) {
    let points = ParetoFrontTests.points(seed: seed)
    #expect(
      ParetoFront.ranks(of: points) == ParetoFront.ranks(of: points, atLeast: points.count))
  }

  @Test(arguments: UInt64(0)..<50)
  func `a point is dominated by one of the rank before it and only by lower ranks`(seed: UInt64) {
    let points = ParetoFrontTests.points(seed: seed)
    let violations = points.indices.map { $0 % 3 == 0 ? Double($0 % 5) : 0 }
    let ranks = ParetoFront.ranks(of: points, violations: violations)
    let population = zip(points, violations).map { Fitness(losses: $0, violation: $1) }
    for (index, individual) in population.enumerated() {
      let dominating = population.indices.filter { population[$0].dominates(individual) }
      #expect(dominating.allSatisfy { ranks[$0] < ranks[index] })
      #expect(ranks[index] == 0 || dominating.contains { ranks[$0] == ranks[index] - 1 })
    }
  }

  @Test func `constrained domination prefers feasible, then less violating individuals`() {
    let best = Fitness(losses: [1, 1])
    let worse = Fitness(losses: [2, 1])
    let infeasible = Fitness(losses: [0, 0], violation: 1)
    let unboundedlyInfeasible = Fitness(losses: [0, 0], violation: .infinity)
    #expect(best.dominates(worse) && !worse.dominates(best) && !best.dominates(best))
    #expect(worse.dominates(infeasible) && !infeasible.dominates(worse))
    #expect(infeasible.dominates(unboundedlyInfeasible))
    #expect(!unboundedlyInfeasible.dominates(unboundedlyInfeasible))
  }
}
