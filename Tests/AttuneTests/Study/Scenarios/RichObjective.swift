@testable import Attune

/// An objective with every kind of parameter, conditional parameters, reports, pruning, failures,
/// attributes and constraints.
///
/// It depends on the parameters and the number of the trial only.
enum RichObjective {
  enum Optimizer: String, CaseIterable {
    case sgd, adam
  }

  struct Diverged: Error {}

  /// The number of reports of a trial that is not pruned.
  static let stepCount = 4

  static func value(_ trial: Trial) throws -> Double {
    try value(trial) { _ in }
  }

  /// The value of a trial.
  ///
  /// - Parameter interrupt: Called after every record.
  static func value(_ trial: Trial, interrupt: (Trial) throws -> Void) throws -> Double {
    let x = try trial.suggest("x", in: -5.0...5.0)
    try interrupt(trial)
    let rate = try trial.suggest("rate", in: 1e-5...1.0, scale: .log)
    let optimizer = try trial.suggest("optimizer", from: Optimizer.allCases)
    try interrupt(trial)
    var loss = x * x + abs(Math.log(rate) + 4)
    if optimizer == .adam {
      loss += try trial.suggest("beta", in: 0.0...0.9, step: 0.1)
    } else {
      loss += Double(try trial.suggest("layers", in: 1...4))
    }
    _ = try trial.suggest("single", in: 3...3)
    try trial.setUserAttribute("optimizer", to: optimizer.rawValue)
    try trial.setConstraint("small", to: x - 4)
    try interrupt(trial)
    for step in 0..<stepCount {
      try trial.report(loss + 1 / Double(step + 1), step: step)
      try interrupt(trial)
      try trial.checkPruning()
    }
    if trial.number % 8 == 5 { throw Diverged() }
    if trial.number % 8 == 7 { return .nan }
    return loss
  }
}
