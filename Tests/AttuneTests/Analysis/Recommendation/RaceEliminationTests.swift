import Testing

@testable import Attune

@Suite struct RaceEliminationTests {
  @Test func `without a complete round all survive`() {
    let race = RaceElimination(losses: [[1, 2], [], [3]], confidence: 0.95)
    #expect(race.survivors == [0, 1, 2])
    #expect(race.roundCount == 0)
  }

  @Test func `the worse one of two leaves when the evidence suffices`() {
    let first: [Double?] = [1.0, 1.1, 0.9, 1.05, 0.95, 1.0]
    let second: [Double?] = [2.0, 2.2, 1.9, 2.0, 2.0, 2.1]
    let race = RaceElimination(losses: [first, second], confidence: 0.95)
    #expect(race.survivors == [0])
    #expect((3...5).contains(race.roundCount))
  }

  @Test func `rounds after a contestant has left do not need it`() {
    var losses: [[Double?]] = [
      (0..<40).map { Double($0 % 3) }, (0..<40).map { Double(($0 + 1) % 3) },
      (0..<40).map { Double($0 % 3) + 9 },
    ]
    losses[2].removeLast(30)
    let race = RaceElimination(losses: losses, confidence: 0.95)
    #expect(race.survivors == [0, 1])
    #expect(race.roundCount == 40)
  }

  @Test func `a contestant leaves after three failures, and with an infinite loss`() {
    let values: [Double?] = [1, 2, 3, 4, 5]
    let failing: [Double?] = [.nan, 1, .nan, .nan, 1]
    let race = RaceElimination(losses: [values, failing, values], confidence: 0.95)
    #expect(race.survivors == [0, 2])
    let infinite = RaceElimination(
      losses: [values, [1, .infinity], values], confidence: 0.95)
    #expect(infinite.survivors == [0, 2])
    let all = RaceElimination(losses: [[.nan, .nan, .nan], [.nan, .nan, .nan]], confidence: 0.95)
    #expect(all.survivors == [0, 1])
  }

  @Test func `equal contestants are raced on`() {
    let values: [Double?] = (0..<50).map { Double($0 % 7) }
    let race = RaceElimination(losses: [values, values], confidence: 0.95)
    #expect(race.survivors == [0, 1])
    #expect(race.roundCount == 50)
  }

  /// Races contestants with normal noise, and returns the winner and the number of values.
  ///
  /// - Parameters:
  ///   - means: The losses without noise.
  ///   - common: The fraction of the noise that the contestants have in common in a round.
  private func race(
    _ means: [Double], common: Double, seed: Int, rounds: Int
  ) -> (winner: Int?, valueCount: Int) {
    var random = RandomStream(seed: UInt64(seed), purpose: "race")
    var losses = [[Double?]](repeating: [], count: means.count)
    var survivors = Array(means.indices)
    for _ in 0..<rounds {
      let shared = random.normal()
      for index in survivors {
        let own = random.normal()
        losses[index].append(
          means[index] + common.squareRoot() * shared + (1 - common).squareRoot() * own)
      }
      survivors = RaceElimination(losses: losses, confidence: 0.95).survivors
      if survivors.count == 1 { break }
    }
    return (
      survivors.count == 1 ? survivors[0] : nil, losses.reduce(0) { $0 + $1.count }
    )
  }

  @Test(arguments: [0, 0.8])
  func `a race finds the best of five close contestants`(common: Double) {
    var winners: [Int] = []
    let count = TestScope.isComplete ? 60 : 12
    for seed in 0..<count {
      let outcome = race([0.6, 0.3, 0, 0.6, 0.9], common: common, seed: seed, rounds: 400)
      if let winner = outcome.winner { winners.append(winner) }
    }
    // Some races are not decided in 400 rounds. The bound for the others is one of twenty.
    #expect(winners.count > count / 2)
    #expect(winners.count { $0 != 2 } <= count / 10)
  }
}
