/// The importance of a parameter for the results of a study's trials.
public struct ParameterImportance: Sendable, Hashable {
  /// The name of the parameter.
  public var name: String { key.text }
  /// The name, compared by code points.
  let key: Name
  /// The importance, which is nonnegative: a fraction of the total if normalized, otherwise in the units
  /// of the evaluator.
  public let value: Double

  init(name: String, value: Double) {
    key = Name(name)
    self.value = value
  }
}

extension ParameterImportance: CustomStringConvertible {
  /// The name and the importance on one line, such as `rate: 0.8125`.
  public var description: String { "\(name): \(value.shortText)" }
}
