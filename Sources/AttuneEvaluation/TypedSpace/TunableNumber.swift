public import Attune

/// A numeric type that can be tuned over a range: `Double`, `Float` or `Int`.
public protocol TunableNumber: Sendable, Comparable {
  /// Returns the value that a trial suggests for a parameter.
  ///
  /// - Throws: The same errors as `Trial.suggest`.
  static func suggested(
    by trial: Trial, _ name: String, in range: ClosedRange<Self>, scale: Scale, step: Self?
  ) throws -> Self

  /// The number as a study records it.
  var parameterLabel: JSONValue { get }
}

extension Double: TunableNumber {
  /// Returns the value that a trial suggests for a parameter.
  public static func suggested(
    by trial: Trial, _ name: String, in range: ClosedRange<Double>, scale: Scale, step: Double?
  ) throws -> Double {
    try trial.suggest(name, in: range, scale: scale, step: step)
  }

  /// The number itself.
  public var parameterLabel: JSONValue { .float(self) }
}

extension Float: TunableNumber {
  /// Returns the value that a trial suggests for a parameter.
  public static func suggested(
    by trial: Trial, _ name: String, in range: ClosedRange<Float>, scale: Scale, step: Float?
  ) throws -> Float {
    try trial.suggest(name, in: range, scale: scale, step: step)
  }

  /// The double with the same shortest decimal, so that a `Float` of 0.1 is recorded as 0.1.
  public var parameterLabel: JSONValue { .float(Double(description) ?? Double(self)) }
}

extension Int: TunableNumber {
  /// Returns the value that a trial suggests for a parameter.
  public static func suggested(
    by trial: Trial, _ name: String, in range: ClosedRange<Int>, scale: Scale, step: Int?
  ) throws -> Int {
    try trial.suggest(name, in: range, scale: scale, step: step ?? 1)
  }

  /// The number itself.
  public var parameterLabel: JSONValue { .int(self) }
}
