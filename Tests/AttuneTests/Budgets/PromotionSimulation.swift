@testable import Attune

/// Algorithm 2 of the ASHA paper for one worker, with plain arrays, and the last promotions of a study.
struct PromotionSimulation {
  /// A call of the objective.
  struct Call: Equatable {
    let configuration: Int
    let budget: Int
  }

  let schedule: BudgetSchedule
  let configurationCount: Int
  /// The loss of a configuration at a budget.
  let loss: (_ configuration: Int, _ budget: Int) -> Double

  /// The calls in their order.
  func calls() -> [Call] {
    var calls: [Call] = []
    // The configurations with a result and those promoted, by bracket and rung.
    var results = Array(
      repeating: Array(repeating: [Int](), count: schedule.budgets.count),
      count: schedule.bracketCount)
    var promoted = results
    var started = 0
    func run(_ configuration: Int, bracket: Int, rung: Int) {
      calls.append(Call(configuration: configuration, budget: schedule.budgets[rung]))
      results[bracket][rung].append(configuration)
    }
    func best(_ bracket: Int, _ rung: Int, of count: Int) -> Int? {
      let ranked = results[bracket][rung].sorted {
        (loss($0, schedule.budgets[rung]), $0) < (loss($1, schedule.budgets[rung]), $1)
      }
      return ranked.prefix(count).first { !promoted[bracket][rung].contains($0) }
    }
    func promote(_ configuration: Int, _ bracket: Int, _ rung: Int) {
      promoted[bracket][rung].append(configuration)
      run(configuration, bracket: bracket, rung: rung + 1)
    }
    func promotes(_ fraction: (Int) -> Int) -> Bool {
      for rung in schedule.budgets.indices.dropLast().reversed() {
        for bracket in results.indices {
          if let best = best(bracket, rung, of: fraction(results[bracket][rung].count)) {
            promote(best, bracket, rung)
            return true
          }
        }
      }
      return false
    }
    while true {
      if promotes({ $0 / schedule.factor }) { continue }
      if started < configurationCount {
        let bracket = schedule.start(ofConfiguration: started).bracket
        run(started, bracket: bracket, rung: bracket)
        started += 1
        continue
      }
      if results.contains(where: { $0.last?.isEmpty == false }) { return calls }
      // One bracket only: the tests with several reach the top.
      if !promotes({ $0 }) { return calls }
    }
  }
}
