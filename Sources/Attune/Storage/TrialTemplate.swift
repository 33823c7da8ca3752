/// The initial contents of a trial.
public struct TrialTemplate: Sendable, Equatable {
  /// The initial state.
  public var state: TrialState = .running
  /// The objective values; nil when there are none.
  public var values: [Double]?
  /// The start time; nil when the trial has not started.
  public var startTime: Timestamp?
  /// The end time; nil when the trial has not finished.
  public var endTime: Timestamp?
  /// The parameters.
  public var parameters = ParameterList()
  /// The intermediate values, by ascending step.
  public var intermediateValues: [IntermediateValue] = []
  /// The attributes set by the user.
  public var userAttributes = JSONObject()
  /// The attributes set by the library and samplers.
  public var systemAttributes = JSONObject()

  /// Creates the template of a running trial without parameters or other contents.
  public init(startTime: Timestamp? = nil) {
    self.startTime = startTime
  }

  /// Creates a template with the current contents of a trial.
  public init(_ trial: TrialSnapshot) {
    state = trial.state
    values = trial.values.isEmpty ? nil : trial.values
    startTime = trial.startTime
    endTime = trial.endTime
    parameters = trial.parameters
    intermediateValues = trial.intermediateValues
    userAttributes = trial.userAttributes
    systemAttributes = trial.systemAttributes
  }

  /// Creates the template of a running trial with system attributes.
  init(systemAttributes: JSONObject) {
    self.systemAttributes = systemAttributes
  }

  /// Whether the trial is running and has no contents except its start time.
  var isPlain: Bool { self == TrialTemplate(startTime: startTime) }

  /// Returns the trial that the template creates.
  func snapshot(number: Int, id: Int) -> TrialSnapshot {
    var trial = TrialSnapshot(
      number: number, id: id, state: state, values: values ?? [], parameters: parameters,
      userAttributes: userAttributes, systemAttributes: systemAttributes, startTime: startTime,
      endTime: endTime)
    for report in intermediateValues {
      trial.setIntermediateValue(report.value, step: report.step)
    }
    return trial
  }
}
