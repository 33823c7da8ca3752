/// Which contestants of a race are worse than another one, by paired sequential t-tests.
///
/// After each round, the differences of two contestants in that and all earlier rounds are tested. With *k*
/// contestants, the worse one of a pair leaves when the evidence of their test reaches (*k* − 1) / (2α), where
/// α = 1 − confidence. The best contestant then leaves with probability α at most: it has *k* − 1 pairs, and by
/// symmetry a test errs against it with half of the probability with which it errs at all. This assumes that
/// the differences are normal and independent between rounds; contestants may share the seed of a round.
///
/// - Note: Races are those of O. Maron and A. W. Moore, "Hoeffding Races", NeurIPS 1993; the test replaces
///   Hoeffding's bound, which needs values in a known range.
struct RaceElimination: Sendable {
  /// The number of repeats of a contestant that may fail before it leaves.
  static let maxFailures = 3

  /// The indices of the contestants that have not left.
  private(set) var survivors: [Int]

  /// The number of rounds in which all contestants that had not left took part.
  private(set) var roundCount = 0

  private var tests: [[SequentialTTest]]
  private var failureCounts: [Int]
  private let threshold: Double

  /// Holds the rounds of a race up to the first one that is incomplete.
  ///
  /// - Parameters:
  ///   - losses: The losses of each contestant, by round; NaN for a repeat that failed.
  ///   - confidence: Between 0 and 1.
  init(losses: [[Double?]], confidence: Double) {
    let count = losses.count
    survivors = Array(0..<count)
    tests = [[SequentialTTest]](
      repeating: [SequentialTTest](repeating: SequentialTTest(), count: count), count: count)
    failureCounts = [Int](repeating: 0, count: count)
    threshold = Math.log(Double(max(count - 1, 1)) / (2 * (1 - confidence)))
    while survivors.count > 1 {
      let round = survivors.compactMap { contestant -> Double? in
        guard roundCount < losses[contestant].count else { return nil }
        return losses[contestant][roundCount]
      }
      guard round.count == survivors.count else { break }
      add(round)
    }
  }

  /// Adds a round with a loss of each contestant that has not left.
  private mutating func add(_ losses: [Double]) {
    roundCount += 1
    var leaving: Set<Int> = []
    for (contestant, loss) in zip(survivors, losses) where !loss.isFinite {
      failureCounts[contestant] += 1
      // An infinite loss makes the mean infinite.
      if loss.isInfinite || failureCounts[contestant] == Self.maxFailures {
        leaving.insert(contestant)
      }
    }
    for (first, firstLoss) in zip(survivors, losses) where firstLoss.isFinite {
      for (second, secondLoss) in zip(survivors, losses)
      where first < second && secondLoss.isFinite {
        tests[first][second].add(firstLoss - secondLoss)
        let test = tests[first][second]
        if test.logEvidence >= threshold { leaving.insert(test.mean > 0 ? first : second) }
      }
    }
    // Where repeats have failed, three tests may contradict each other.
    if leaving.count < survivors.count { survivors.removeAll(where: leaving.contains) }
  }
}
