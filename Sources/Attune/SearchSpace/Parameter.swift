/// A parameter of a trial: its name, the values it could take and the one it took.
public struct Parameter: Sendable, Hashable {
  /// The name, unique within the trial.
  public let name: String
  /// The values it could take.
  public let distribution: Distribution
  /// The number that stands for the value in a journal: the value, or the place of the choice.
  public let recordedValue: Double

  /// Creates a parameter from what a journal records.
  init(name: String, distribution: Distribution, recordedValue: Double) {
    self.name = name
    self.distribution = distribution
    self.recordedValue = recordedValue
  }

  /// The value as samplers see it; nil when the record makes no sense, as a choice not there.
  public var parameterValue: ParameterValue? { distribution.value(recorded: recordedValue) }

  /// The value as users see it: a number or a label, null when the record makes no sense.
  public var value: JSONValue { parameterValue.map { distribution.label(of: $0) } ?? .null }
}
