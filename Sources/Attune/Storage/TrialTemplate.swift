/// What a trial holds from its creation on.
public struct TrialTemplate: Sendable, Equatable {
  /// The state it starts in.
  public var state: TrialState = .running
  /// The objective values; nil when there are none.
  public var values: [Double]?
  /// When it started; nil when it did not.
  public var startTime: Timestamp?
  /// When it finished; nil when it did not.
  public var endTime: Timestamp?
  /// Its parameters.
  public var parameters = ParameterList()
  /// Its reports, by ascending step.
  public var intermediateValues: [IntermediateValue] = []
  /// What the user noted about it.
  public var userAttributes = JSONObject()
  /// What the library and samplers noted about it.
  public var systemAttributes = JSONObject()

  /// Creates the template of a trial that starts now and holds nothing.
  public init(startTime: Timestamp? = nil) {
    self.startTime = startTime
  }

  /// Creates the template of a running trial about which something is noted.
  init(systemAttributes: JSONObject) {
    self.systemAttributes = systemAttributes
  }

  /// Whether the trial is running and holds nothing but its start.
  var isPlain: Bool { self == TrialTemplate(startTime: startTime) }

  /// The trial that the template makes.
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
