import Attune
import Testing

@testable import attune_bench

@Suite struct OptimumTests {
  @Test(arguments: Problem.all + Problem.forEstimates)
  func `a problem has its optimal value at its optimal parameters`(problem: Problem) throws {
    let fixed = FixedTrial(problem.optimalParameters)
    let value = try problem.objective(fixed.trial)
    #expect(abs(value - problem.optimum) <= 1e-9 * max(abs(problem.optimum), 1))
    #expect(fixed.unusedParameters.isEmpty)
  }

  @Test(arguments: Problem.all + Problem.forEstimates)
  func `no random trial is better than the optimum`(problem: Problem) throws {
    let run = try QualityRun(
      problem, with: SamplerSpecification("random"), seed: 1, evaluations: 500)
    for value in run.exactValues ?? run.values {
      #expect(!problem.direction.isBetter(value, than: problem.optimum), "\(value)")
    }
  }

  @Test func `the optimum of a table is its best value`() throws {
    for (file, count, problem) in [
      ("svc-breast-cancer.csv", 5, Problem.classifierTable),
      ("boosting-diabetes.csv", 5, Problem.boostingTable),
      ("network-digits.csv", 7, Problem.networkTable),
    ] {
      let results = try Resource.rows(of: file, columns: count + 1).compactMap { Double($0[count]) }
      let best = problem.direction == .minimize ? results.min() : results.max()
      #expect(best == problem.optimum)
      #expect(results.count >= 2400)
    }
  }

  @Test func `a table without a row is an error that names the file`() throws {
    let file = "boosting-diabetes.csv"
    #expect(throws: CommandError.self) { try ResultTable(file, hyperparameters: 5, rows: 7) }
    #expect(throws: CommandError.self) { try ResultTable(file, hyperparameters: 4, rows: 2400) }
    let table = try ResultTable(file, hyperparameters: 5, rows: 2400)
    let error = #expect(throws: CommandError.self) {
      try table.result(["0", "0", "0", "0", "0"])
    }
    #expect(error?.description.hasPrefix("boosting-diabetes.csv: has no row for 0, 0") == true)
  }

  @Test(arguments: Problem.borderProblems)
  func `most optimal parameters of a border problem are near a bound`(problem: Problem) throws {
    let fixed = FixedTrial(problem.optimalParameters)
    _ = try problem.objective(fixed.trial)
    let numbers = fixed.snapshot.parameters.compactMap { parameter -> Double? in
      switch parameter.distribution {
      case .float(let float):
        return position(parameter.value, float.low, float.high, float.scale)
      case .int(let int):
        return position(parameter.value, Double(int.low), Double(int.high), int.scale)
      case .categorical: return nil
      }
    }
    #expect(numbers.count { min($0, 1 - $0) <= 0.031 } >= 6)
  }

  private func position(_ value: JSONValue, _ low: Double, _ high: Double, _ scale: Scale)
    -> Double
  {
    let value = value.doubleValue ?? .nan
    return scale == .log
      ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low)
  }
}

extension Problem {
  fileprivate static let borderProblems = [border, borderMixed]
}
