import Attune
import Foundation

/// An objective with a conditional parameter, reports, pruning and failures.
///
/// Its value depends only on the parameters, except that some trials fail because of their numbers.
struct StressObjective {
  /// The parameters.
  enum Space: String {
    /// Floating-point values, an integer and choices.
    case mixed
    /// 25 combinations of integers and choices, for samplers that try each value.
    case finite
  }

  /// What a trial with a budget continues from.
  private struct Progress: Codable {
    /// The last step.
    var step = 0
    /// The numbers of the trials that ran the steps.
    var trials: [Int] = []
  }

  /// The parameters.
  let space: Space
  /// Whether trials have budgets, which are their numbers of steps.
  let hasBudgets: Bool
  /// The duration of a step, in microseconds.
  let pause: UInt32
  /// Prints a line that says what has been recorded.
  let print: (String) -> Void

  /// Returns the value of a trial; NaN for every tenth one.
  func value(of trial: Trial) throws -> Double {
    var lines: [String] = []
    func noted<Value>(_ name: String, _ value: Value) -> Value {
      lines.append("parameter \(trial.number) \(name) \(value)")
      return value
    }
    var loss: Double
    switch space {
    case .mixed:
      let x = noted("x", try trial.suggest("x", in: -5.0...5.0))
      loss = x * x + noted("rate", try trial.suggest("rate", in: 1e-5...1, scale: .log))
    case .finite:
      let x = noted("x", try trial.suggest("x", in: -2...2))
      loss = Double(x * x)
    }
    let kind = noted("kind", try trial.suggest("kind", from: ["a", "b", "c"]))
    if kind == "a" {
      let depths = space == .mixed ? 1...9 : 1...3
      loss += Double(noted("depth", try trial.suggest("depth", in: depths)))
    }
    try trial.setUserAttribute("kind", to: kind)
    // The parameters are recorded with the attribute at the latest.
    for line in lines { print(line) }
    if hasBudgets {
      loss = try continued(trial, loss)
    } else {
      for step in 1...4 { try run(step, of: trial, loss + 1 / Double(step), prunes: kind == "b") }
    }
    return trial.number % 10 == 7 ? .nan : loss
  }

  /// Runs the steps of a trial with a budget after those of the smaller budget, or of the interrupted attempt;
  /// returns the last loss.
  private func continued(_ trial: Trial, _ loss: Double) throws -> Double {
    var progress = try trial.checkpoint(as: Progress.self) ?? Progress()
    let budget = try trial.budget
    while progress.step < budget {
      progress.step += 1
      if progress.trials.last != trial.number { progress.trials.append(trial.number) }
      try run(progress.step, of: trial, loss + 1 / Double(progress.step), prunes: false)
      try trial.saveCheckpoint(progress)
    }
    // Compared with that of an uninterrupted study, it shows a lost or foreign checkpoint.
    try trial.setUserAttribute("trials", to: progress.trials)
    return loss + 1 / Double(budget)
  }

  private func run(_ step: Int, of trial: Trial, _ loss: Double, prunes: Bool) throws {
    if pause > 0 { usleep(pause) }
    try trial.report(loss, step: step)
    print("report \(trial.number) \(step) \(loss)")
    // Only some trials can be pruned: samplers with generations need enough complete ones.
    if prunes { try trial.checkPruning() }
  }
}
