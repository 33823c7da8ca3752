import Attune

/// The search space of a trivial objective, whose time is that of the optimizer.
enum SpeedSpace: String, CaseIterable, Sendable {
  /// Floating-point values in one range.
  case float
  /// Floating-point values and integers, linear, logarithmic and with steps, and choices.
  case mixed
  /// A choice of three; half of the other parameters are conditional on it, half are common to all.
  case conditional

  /// Suggests the parameters and returns a value that depends on all of them.
  func value(of trial: Trial, parameters count: Int) throws -> Double {
    switch self {
    case .float:
      try (0..<count).reduce(0) { sum, index in
        let x = try trial.suggest("x\(index)", in: -5.0...5.0)
        return sum + x * x
      }
    case .mixed: try (0..<count).reduce(0) { try $0 + Self.mixedTerm(trial, $1) }
    case .conditional:
      try Self.conditionalValue(trial, count)
    }
  }

  private static func mixedTerm(_ trial: Trial, _ index: Int) throws -> Double {
    let name = "x\(index)"
    return switch index % 5 {
    case 0: try trial.suggest(name, in: -5.0...5.0)
    case 1: try trial.suggest(name, in: 1e-5...1, scale: .log)
    case 2: Double(try trial.suggest(name, in: 8...512, scale: .log)) / 512
    case 3: try trial.suggest(name, in: 0.0...0.5, step: 0.05)
    default: try trial.suggest(name, from: ["a": 0.0, "b": 0.5, "c": 1.0])
    }
  }

  private static func conditionalValue(_ trial: Trial, _ count: Int) throws -> Double {
    let branch = try trial.suggest("branch", from: ["a": 1.0, "b": 2.0, "c": 3.0])
    return try (1..<max(count, 1)).reduce(branch) { sum, index in
      let name = index.isMultiple(of: 2) ? "x\(index)" : "x\(index) of \(branch)"
      let x = try trial.suggest(name, in: -5.0...5.0)
      return sum + x * x
    }
  }
}
