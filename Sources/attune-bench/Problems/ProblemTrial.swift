import Attune

/// A trial of a problem, whose box may be moved.
struct ProblemTrial {
  private let trial: Trial
  private let shift: BoxShift?

  /// Creates a trial of a problem.
  init(_ trial: Trial, shift: BoxShift?) {
    self.trial = trial
    self.shift = shift
  }

  /// A floating-point parameter, whose range the shift moves unless it has a step.
  func suggest(
    _ name: String, in range: ClosedRange<Double>, scale: Scale = .linear, step: Double? = nil
  ) throws -> Double {
    let range = step == nil ? shift?.moved(range, of: name, scale: scale) ?? range : range
    return try trial.suggest(name, in: range, scale: scale, step: step)
  }

  /// An integer parameter.
  func suggest(
    _ name: String, in range: ClosedRange<Int>, scale: Scale = .linear, step: Int = 1
  ) throws -> Int {
    try trial.suggest(name, in: range, scale: scale, step: step)
  }

  /// One of some choices that are their own labels.
  func suggest<Value: ChoiceLabel>(_ name: String, from choices: [Value]) throws -> Value {
    try trial.suggest(name, from: choices)
  }

  /// One of some choices with labels.
  func suggest<Value>(_ name: String, from choices: KeyValuePairs<String, Value>) throws -> Value {
    try trial.suggest(name, from: choices)
  }

  /// The parameters `x0`, `x1`, …, all in one range.
  func suggestVector(_ count: Int, in range: ClosedRange<Double>) throws -> [Double] {
    try (0..<count).map { try suggest("x\($0)", in: range) }
  }
}

extension [String: JSONValue] {
  /// The values of the parameters `x0`, `x1`, ….
  static func vector(_ values: [Double]) -> Self {
    Dictionary(uniqueKeysWithValues: values.enumerated().map { ("x\($0)", .float($1)) })
  }
}
