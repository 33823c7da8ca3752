import Testing

@testable import Attune

@Suite struct SelectionTests {
  /// A population of which some individuals are infeasible, and some losses are infinite.
  private func population(seed: UInt64) -> [Fitness] {
    var random = RandomStream(seed: seed, purpose: "population")
    let dimensions = 1 + random.index(below: 4)
    return (0..<random.index(below: 40)).map { _ in
      let losses = (0..<dimensions).map { _ -> Double in
        switch random.index(below: 12) {
        case 0: .infinity
        case 1: -.infinity
        default: Double(random.index(below: 8))
        }
      }
      return Fitness(losses: losses, violation: Double(max(0, random.index(below: 6) - 3)))
    }
  }

  @Test(arguments: UInt64(0)..<80)
  func `survivors are whole ranks and part of the next`(seed: UInt64) {
    let population = population(seed: seed)
    let ranks = ParetoFront.ranks(
      of: population.map(\.losses), violations: population.map(\.violation))
    let references = ReferencePoints(dimensions: max(1, population.first?.losses.count ?? 1))
    var random = RandomStream(seed: seed)
    for count in [0, 1, population.count / 2, population.count] {
      let elites = [
        EliteSelection.crowding(population, count: count),
        EliteSelection.niching(population, count: count, references: references, using: &random),
      ]
      for elite in elites.map({ Set($0) }) {
        #expect(elite.count == min(count, population.count))
        guard let last = elite.map({ ranks[$0] }).max() else { continue }
        #expect(population.indices.allSatisfy { elite.contains($0) || ranks[$0] >= last })
      }
    }
  }

  @Test func `each reference direction keeps its nearest individual`() {
    // Three individuals near each of the directions [2, 0], [1, 1] and [0, 2] of a line.
    let population = [0.0, 0.01, 0.02, 0.49, 0.5, 0.52, 0.97, 0.99, 1].map {
      Fitness(losses: [$0, 1 - $0])
    }
    let references = ReferencePoints(dimensions: 2, divisions: 2)
    for seed in UInt64(0)..<20 {
      var random = RandomStream(seed: seed)
      let elite = EliteSelection.niching(
        population, count: 3, references: references, using: &random)
      #expect(Set(elite) == [0, 4, 8])
    }
  }

  @Test func `the shuffle selects all niches equally often`() {
    var random = RandomStream(seed: 3)
    var counts = [0, 0, 0, 0]
    for _ in 0..<4000 {
      let selected = NichePreservation.select(
        1, of: (0..<4).map { ($0, 1) }, elite: []
      ) { random.shuffle(&$0) }
      counts[selected[0]] += 1
    }
    // 1000 each, with a standard deviation of 27.
    #expect(counts.allSatisfy { abs($0 - 1000) < 140 })
  }

  @Test func `parents are distinct and winners of tournaments`() {
    let population = (0..<6).map { Fitness(losses: [Double($0)]) }
    var random = RandomStream(seed: 4)
    var wins = Array(repeating: 0, count: 6)
    for _ in 0..<3600 {
      let parents = ParentSelection.parents(3, of: population, using: &random)
      #expect(Set(parents).count == 3)
      wins[parents[0]] += 1
    }
    // The best of two uniform draws: (11 − 2k) / 36 of 3600, with standard deviations of up to 28.
    for (k, count) in wins.enumerated() { #expect(abs(count - 100 * (11 - 2 * k)) < 150) }
    #expect(Set(ParentSelection.parents(6, of: population, using: &random)).count == 6)
  }

  // MARK: Linear systems

  @Test(arguments: 1...6)
  func `the solution satisfies the equations`(count: Int) throws {
    var random = RandomStream(seed: UInt64(count))
    let matrix = (0..<count).map { row in
      (0..<count).map { ($0 == row ? 3 : 0) + random.normal() }
    }
    let vector = random.uniforms(count)
    let solution = try #require(LinearSystem.solution(matrix, vector))
    for (row, expected) in zip(matrix, vector) {
      #expect(
        zip(row, solution).reduce(0) { $0 + $1.0 * $1.1 }.isClose(to: expected, within: 1e-12))
    }
  }

  @Test func `a matrix without full rank has no solution`() {
    #expect(LinearSystem.solution([[1, 2], [2, 4]], [1, 1]) == nil)
    #expect(LinearSystem.solution([[0, 0], [0, 0]], [1, 1]) == nil)
    #expect(LinearSystem.solution([[.infinity, 0], [0, 1]], [1, 1]) == nil)
    #expect(LinearSystem.solution([[.nan, 0], [0, 1]], [1, 1]) == nil)
    #expect(LinearSystem.solution([[1e200, 0], [0, 2e200]], [1, 1]) == [1e-200, 5e-201])
    #expect(
      LinearSystem.solution([[0.1, 0.2, 0.3], [0.4, 0.5, 0.6], [0.7, 0.8, 0.9]], [1, 1, 1]) == nil)
  }
}
