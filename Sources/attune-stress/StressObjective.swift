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

  /// The parameters.
  let space: Space
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
    for step in 1...4 {
      if pause > 0 { usleep(pause) }
      try trial.report(loss + 1 / Double(step), step: step)
      print("report \(trial.number) \(step) \(loss + 1 / Double(step))")
      // Only some trials can be pruned: samplers with generations need enough complete ones.
      if kind == "b" { try trial.checkPruning() }
    }
    return trial.number % 10 == 7 ? .nan : loss
  }
}
