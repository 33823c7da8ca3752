/// A parameter of a trial: its name, distribution and value.
public struct Parameter: Sendable, Hashable {
  /// The name and the distribution, which many trials share.
  let signature: ParameterSignature

  /// The number that a journal records for the value: the value, or the index of the choice.
  public let recordedValue: Double

  /// Creates a parameter with a signature that other trials may share.
  init(_ signature: ParameterSignature, recordedValue: Double) {
    self.signature = signature
    self.recordedValue = recordedValue
  }

  /// Creates a parameter from what a storage records.
  ///
  /// - Parameters:
  ///   - name: The name, unique within the trial.
  ///   - distribution: The distribution of its values.
  ///   - recordedValue: The value, or the index of the choice. Any number is accepted: a file of
  ///     another program may record one outside the distribution, see ``parameterValue``.
  public init(name: String, distribution: Distribution, recordedValue: Double) {
    self.init(
      ParameterSignature(name: name, distribution: distribution), recordedValue: recordedValue)
  }

  /// The name, unique within the trial.
  public var name: String { signature.key.text }

  /// The name as a key.
  var key: Name { signature.key }

  /// The distribution of its values.
  public var distribution: Distribution { signature.distribution }

  /// The value for samplers; nil if the recorded number is invalid, such as the index of a missing
  /// choice.
  public var parameterValue: ParameterValue? { distribution.value(recorded: recordedValue) }

  /// The value for users, a number or a label; null if the recorded number is invalid.
  public var value: JSONValue {
    if let parameterValue { return distribution.label(of: parameterValue) }
    // Optuna's integers may exceed `Int`.
    if case .int = distribution, !recordedValue.isNaN {
      return .float(recordedValue.rounded(.towardZero))
    }
    return .null
  }
}
