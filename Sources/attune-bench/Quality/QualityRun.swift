import Attune
import Foundation

/// The values of a sampler's trials on a problem, with one seed.
struct QualityRun: Sendable {
  /// The problem.
  let problem: Problem
  /// The name of the optimizer.
  let optimizer: String
  /// The seed of the study, and of the shift of the box.
  let seed: UInt64
  /// Whether the box of the problem was moved.
  let isShifted: Bool
  /// The values that the sampler received.
  let values: [Double]
  /// The values without noise; nil if the problem has no noise.
  let exactValues: [Double]?
  /// The CPU time per trial in milliseconds, including the objective.
  let millisecondsPerTrial: Double

  /// Runs a sampler on a problem, in a moved box if `isShifted` and the box can be moved.
  init(
    _ problem: Problem, with specification: SamplerSpecification, seed: UInt64, evaluations: Int,
    isShifted: Bool = false
  ) throws {
    self.problem = problem
    let shift = isShifted ? problem.shift(seed: seed) : nil
    self.isShifted = shift != nil
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
      let exact = try problem.objective(trial, shift: shift)
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

  /// The exact value of the trial with the best value among the first `evaluations` trials.
  func best(after evaluations: Int) -> Double {
    var best = 0
    for index in 1..<evaluations
    where problem.direction.isBetter(values[index], than: values[best]) {
      best = index
    }
    return (exactValues ?? values)[best]
  }

  /// The run in the format of the scripts that compare optimizers.
  var json: JSONValue {
    var object: JSONObject = [
      "problem": .string(problem.name), "optimizer": .string(optimizer), "seed": .int(Int(seed)),
      "budget": .int(values.count), "values": .array(values.map(Self.shortened)),
      "true": exactValues.map { .array($0.map(Self.shortened)) } ?? .null,
      "overhead_ms": .float((millisecondsPerTrial * 1e3).rounded() / 1e3),
    ]
    if isShifted { object["shifted"] = true }
    return .object(object)
  }

  private static func shortened(_ value: Double) -> JSONValue {
    .float(Double(String(format: "%.10g", value)) ?? value)
  }
}
