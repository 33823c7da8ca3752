import Attune
import Foundation

/// The values that a sampler came to on a problem with a seed, in the order of the trials.
struct QualityRun: Sendable {
  /// What was to be solved.
  let problem: Problem
  /// Who solved it.
  let optimizer: String
  /// What its random numbers derived from.
  let seed: UInt64
  /// The values as the sampler was told them.
  let values: [Double]
  /// The values without noise; nil where the problem has none.
  let exactValues: [Double]?
  /// The processor's time for each trial in milliseconds, the objective's included.
  let millisecondsPerTrial: Double

  /// Lets a sampler solve a problem.
  init(
    _ problem: Problem, with specification: SamplerSpecification, seed: UInt64, evaluations: Int
  ) throws {
    self.problem = problem
    self.seed = seed
    optimizer = "attune-" + specification.name
    let study = try Study(
      problem.name, direction: problem.direction, sampler: specification.sampler, pruner: .none,
      seed: seed)
    var values: [Double] = []
    var exactValues: [Double] = []
    let start = ThreadClock.now()
    let reason = try study.optimize(
      trials: evaluations, maxConsecutiveFailures: 1, progress: .none
    ) { trial in
      let exact = try problem.objective(trial)
      let value = exact + (problem.noise?(trial.number) ?? 0)
      values.append(value)
      exactValues.append(exact)
      return value
    }
    guard reason != .interrupted else { throw CancellationError() }
    millisecondsPerTrial = (ThreadClock.now() - start) * 1e3 / Double(evaluations)
    self.values = values
    self.exactValues = problem.noise == nil ? nil : exactValues
  }

  /// The exact value of the trial with the best value among the first ones.
  func best(after evaluations: Int) -> Double {
    var best = 0
    for index in 1..<evaluations
    where problem.direction.isBetter(values[index], than: values[best]) {
      best = index
    }
    return (exactValues ?? values)[best]
  }

  /// The run as the scripts that compare optimizers read it.
  var json: JSONValue {
    [
      "problem": .string(problem.name), "optimizer": .string(optimizer), "seed": .int(Int(seed)),
      "budget": .int(values.count), "values": .array(values.map(Self.shortened)),
      "true": exactValues.map { .array($0.map(Self.shortened)) } ?? .null,
      "overhead_ms": .float((millisecondsPerTrial * 1e3).rounded() / 1e3),
    ]
  }

  private static func shortened(_ value: Double) -> JSONValue {
    .float(Double(String(format: "%.10g", value)) ?? value)
  }
}
