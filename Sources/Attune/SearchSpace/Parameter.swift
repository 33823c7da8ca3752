/// A parameter of a trial: its name, the values it could take and the one it took.
public struct Parameter: Sendable, Hashable {
  /// Name and distribution, which many trials have in common.
  let signature: ParameterSignature

  /// The number that stands for the value in a journal: the value, or the place of the choice.
  public let recordedValue: Double

  /// Creates a parameter with a signature that others may share.
  init(_ signature: ParameterSignature, recordedValue: Double) {
    self.signature = signature
    self.recordedValue = recordedValue
  }

  /// Creates a parameter from what a journal records.
  init(name: String, distribution: Distribution, recordedValue: Double) {
    self.init(
      ParameterSignature(name: name, distribution: distribution), recordedValue: recordedValue)
  }

  /// The name, unique within the trial.
  public var name: String { signature.key.text }

  /// The name as a key.
  var key: Name { signature.key }

  /// The values it could take.
  public var distribution: Distribution { signature.distribution }

  /// The value as samplers see it; nil when the record makes no sense, as a choice not there.
  public var parameterValue: ParameterValue? { distribution.value(recorded: recordedValue) }

  /// The value as users see it: a number or a label, null when the record makes no sense.
  public var value: JSONValue {
    if let parameterValue { return distribution.label(of: parameterValue) }
    // Optuna's integers may be larger than any here.
    if case .int = distribution, !recordedValue.isNaN {
      return .float(recordedValue.rounded(.towardZero))
    }
    return .null
  }
}
