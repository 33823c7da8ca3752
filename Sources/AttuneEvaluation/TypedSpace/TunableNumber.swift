public import Attune

/// A number that can be tuned over a range: `Double`, `Float` and `Int`.
public protocol TunableNumber: Sendable, Comparable {
  /// The number that a parameter has in a trial.
  ///
  /// - Throws: As the method `suggest` of trials does.
  static func suggested(
    by trial: Trial, _ name: String, in range: ClosedRange<Self>, scale: Scale, step: Self?
  ) throws -> Self

  /// The number as a study records it.
  var parameterLabel: JSONValue { get }
}

extension Double: TunableNumber {
  /// The number that a parameter has in a trial.
  public static func suggested(
    by trial: Trial, _ name: String, in range: ClosedRange<Double>, scale: Scale, step: Double?
  ) throws -> Double {
    try trial.suggest(name, in: range, scale: scale, step: step)
  }

  /// The number itself.
  public var parameterLabel: JSONValue { .float(self) }
}

extension Float: TunableNumber {
  /// The number that a parameter has in a trial.
  public static func suggested(
    by trial: Trial, _ name: String, in range: ClosedRange<Float>, scale: Scale, step: Float?
  ) throws -> Float {
    try trial.suggest(name, in: range, scale: scale, step: step)
  }

  /// The number of double precision with the same digits: 0.1 is recorded for 0.1.
  public var parameterLabel: JSONValue { .float(Double(description) ?? Double(self)) }
}

extension Int: TunableNumber {
  /// The number that a parameter has in a trial.
  public static func suggested(
    by trial: Trial, _ name: String, in range: ClosedRange<Int>, scale: Scale, step: Int?
  ) throws -> Int {
    try trial.suggest(name, in: range, scale: scale, step: step ?? 1)
  }

  /// The number itself.
  public var parameterLabel: JSONValue { .int(self) }
}
