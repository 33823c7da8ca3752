/// How important a parameter is for what the trials of a study came to.
public struct ParameterImportance: Sendable, Hashable {
  /// The name of the parameter.
  public var name: String { key.text }
  /// The name as a key.
  let key: Name
  /// The importance, not negative: a share of all when normalized, otherwise whatever the evaluator
  /// measures.
  public let value: Double

  init(name: String, value: Double) {
    key = Name(name)
    self.value = value
  }
}

extension ParameterImportance: CustomStringConvertible {
  /// The name and the importance in a line, as in `rate: 0.8125`.
  public var description: String { "\(name): \(value.shortText)" }
}
