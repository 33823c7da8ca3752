import Testing

@testable import Attune

/// DEHB for one worker, with plain arrays: replays a study whose objective has only floating-point parameters,
/// and checks each trial against what must come next.
struct DEHBReplay {
  private struct Result {
    let number: Int
    let loss: Double
    let point: [Double]
  }

  /// The numbers of new configurations by bracket and rung: those of the first round, then of each later one.
  let firstRound: [(bracket: Int, rung: Int, count: Int)]
  let laterRound: [(bracket: Int, rung: Int, count: Int)]
  let populationSizes: [Int]
  let factor = 3
  let mutationFactor = 0.5

  /// The budgets 1, 3 and 9.
  static let upToNine = DEHBReplay(
    firstRound: [(0, 0, 9), (1, 1, 5), (2, 2, 3)],
    laterRound: [(0, 0, 9), (0, 1, 3), (0, 2, 1), (1, 1, 5), (1, 2, 1), (2, 2, 3)],
    populationSizes: [9, 5, 3])

  /// Checks the trials of a study, and returns the numbers of children and of mutants that were checked.
  func check(_ study: Study) throws -> (children: Int, mutants: Int) {
    var starts: [(bracket: Int, rung: Int)] = firstRound.flatMap {
      Array(repeating: ($0.bracket, $0.rung), count: $0.count)
    }
    var populations = populationSizes.map { _ in [Result]() }
    var counts = populationSizes.map { _ in 0 }
    // The results of the first round by bracket and rung, and the promoted trials.
    var results = populationSizes.map { _ in populationSizes.map { _ in [Result]() } }
    var promoted: Set<Int> = []
    var (round, children, mutants) = (0, 0, 0)

    for trial in study.trials {
      let budget = try #require(trial.budget)
      let target = trial.systemAttributes[DEHBPopulations.targetAttribute]?.intValue
      let result = Result(
        number: trial.number,
        loss: study.directions[0].loss(try #require(trial.value)),
        point: trial.parameters.map(\.recordedValue))
      let expectedTarget = counts[budget.rung] % populationSizes[budget.rung]
      counts[budget.rung] += 1

      if let next = promotion(results, promoted) {
        #expect(budget.promotedFrom == next.number)
        #expect((budget.bracket, budget.rung) == (next.bracket, next.rung + 1))
        promoted.insert(next.number)
      } else {
        #expect(budget.promotedFrom == nil)
        if starts.isEmpty {
          round += 1
          starts = laterRound.flatMap {
            Array(repeating: ($0.bracket + round * firstRound.count, $0.rung), count: $0.count)
          }
        }
        #expect((budget.bracket, budget.rung) == starts.removeFirst())
      }

      if budget.promotedFrom != nil || budget.bracket == 0 {
        #expect(target == nil)
      } else {
        #expect(target == expectedTarget)
        children += 1
        let members = populations[budget.rung]
        let pool = pool(budget, expectedTarget, populations)
        if members.indices.contains(expectedTarget), pool.count >= 3 {
          #expect(isChild(result.point, of: members[expectedTarget].point, pool.map(\.point)))
          mutants += 1
        }
      }
      insert(result, &populations[budget.rung], target, populationSizes[budget.rung])
      if budget.bracket < firstRound.count {
        results[budget.bracket][budget.rung].append(result)
      }
    }
    var state = DEHBPopulations(
      BudgetSchedule.hyperband(from: 1, to: 9).evolving, direction: study.directions[0])
    for trial in study.trials { state.add(trial) }
    #expect(state.rungs.map { $0.map(\.number) } == populations.map { $0.map(\.number) })
    #expect(state.finishedCounts == counts)
    return (children, mutants)
  }

  /// The trial to promote, from the top rung down.
  private func promotion(
    _ results: [[[Result]]], _ promoted: Set<Int>
  ) -> (number: Int, bracket: Int, rung: Int)? {
    for rung in populationSizes.indices.dropLast().reversed() {
      for (bracket, rungs) in results.enumerated() {
        let ranked = rungs[rung].sorted { ($0.loss, $0.number) < ($1.loss, $1.number) }
        let best = ranked.prefix(ranked.count / factor).first { !promoted.contains($0.number) }
        if let best { return (best.number, bracket, rung) }
      }
    }
    return nil
  }

  /// The parents: the population without the target, or the best of the population below.
  private func pool(_ budget: TrialBudget, _ target: Int, _ populations: [[Result]]) -> [Result] {
    let bracket = budget.bracket % firstRound.count
    if budget.rung == bracket {
      return populations[budget.rung].enumerated().filter { $0.offset != target }.map(\.element)
    }
    let count = laterRound.first { $0.bracket == bracket && $0.rung == budget.rung }?.count ?? 0
    let below = populations[budget.rung - 1]
    return Array(below.sorted { ($0.loss, $0.number) < ($1.loss, $1.number) }.prefix(count))
  }

  /// Whether a point is that of a target, but at some coordinates that of a mutant of three parents, or a
  /// random one if the mutant is out of the range 0...1.
  private func isChild(_ point: [Double], of target: [Double], _ parents: [[Double]]) -> Bool {
    let changed = point.indices.filter { point[$0] != target[$0] }
    for a in parents.indices {
      for b in parents.indices where b != a {
        for c in parents.indices where c != a && c != b {
          let isMutant = changed.allSatisfy { index in
            let mutant =
              parents[a][index] + mutationFactor * (parents[b][index] - parents[c][index])
            return !(0...1).contains(mutant) || abs(mutant - point[index]) < 1e-9
          }
          if isMutant { return true }
        }
      }
    }
    return false
  }

  private func insert(_ result: Result, _ population: inout [Result], _ target: Int?, _ size: Int) {
    let index: Int
    if let target, target < population.count {
      index = target
    } else if population.count < size {
      population.append(result)
      return
    } else {
      let ranked = population.enumerated().sorted {
        ($0.element.loss, $0.element.number) < ($1.element.loss, $1.element.number)
      }
      index = ranked[ranked.count - 1].offset
    }
    if result.loss <= population[index].loss { population[index] = result }
  }
}
