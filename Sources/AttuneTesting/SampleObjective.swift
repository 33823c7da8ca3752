import Attune

/// An objective with parameters of every kind, conditional ones, and trials that end in every way.
struct SampleObjective: Sendable {
  /// The reason of the trials that fail intentionally.
  static let failure = "fails on purpose"

  private struct Failure: Error, CustomStringConvertible {
    var description: String { SampleObjective.failure }
  }

  let directions: [Direction]
  let space: SamplerContract.Space
  /// Whether trials have constraints, which some of them violate.
  var isConstrained = false

  /// The objectives to check a sampler with, of one to three directions.
  static func all(in space: SamplerContract.Space) -> [SampleObjective] {
    [
      SampleObjective(directions: [.minimize], space: space),
      SampleObjective(directions: [.maximize], space: space, isConstrained: true),
      SampleObjective(directions: [.minimize, .maximize], space: space),
      SampleObjective(directions: [.maximize, .minimize], space: space, isConstrained: true),
      SampleObjective(
        directions: [.minimize, .minimize, .maximize], space: space, isConstrained: true),
    ]
  }

  /// A part of messages.
  var description: String {
    "in a study with directions \(directions)\(isConstrained ? " and constraints" : "")"
  }

  func values(_ trial: Trial) throws -> [Double] {
    let losses = try losses(trial)
    if isConstrained { try trial.setConstraint("budget", to: losses[0] - 20) }
    if directions.count == 1 {
      for step in 0..<3 { try trial.report(losses[0] + Double(step), step: step) }
    }
    if trial.number % 10 == 9 { throw Failure() }
    if trial.number % 10 == 4 { throw TrialPruned() }
    let extreme: Double? =
      switch trial.number % 20 {
      case 3, 13: .greatestFiniteMagnitude
      case 7: .infinity
      case 18: -.greatestFiniteMagnitude
      case 17: -.infinity
      default: nil
      }
    return losses.prefix(directions.count).enumerated().map { index, loss in
      // The extreme value is in another direction from trial to trial.
      index == trial.number / 20 % directions.count ? extreme ?? loss : loss
    }
  }

  /// Asks for all parameters of a trial; returns three values that depend on them.
  func losses(_ trial: Trial) throws -> [Double] {
    let start = try first(trial)
    var sum = 0.0
    if space == .all {
      sum += try trial.suggest("log", in: 1e-10...1e10, scale: .log) * 1e-10
      // A range that differs from trial to trial.
      sum += try trial.suggest("moving", in: 0...Double(trial.number + 1))
    }
    let n = try trial.suggest("int", in: -3...3)
    let size = try trial.suggest("log int", in: 1...1024, scale: .log)
    // A parameter of earlier trials only: plans may have a value for it that is not asked for.
    let odd = trial.number < 24 ? try trial.suggest("odd", in: 1...99, step: 2) : 1
    let kind = try trial.suggest("kind", from: ["a", "b", "c"])
    _ = try trial.suggest("single", in: 2.0...2.0)
    let flag = try trial.suggest("flag", from: [false, true])
    let depth = kind == "a" ? try trial.suggest("depth", in: 1...8) : 0
    sum += Double(n * n + depth) + 1 / Double(size)
    return [
      start * start + sum, abs(start) + Double(odd - n) + (flag ? 1 : 0),
      Double(odd) - sum + start,
    ]
  }

  /// Asks for the first parameters only.
  func first(_ trial: Trial) throws -> Double {
    let x = space == .all ? try trial.suggest("float", in: -5.0...5.0) : 0
    return try x + trial.suggest("grid", in: 0.0...1.0, step: 0.1)
  }
}
