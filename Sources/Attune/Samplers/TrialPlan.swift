/// The values that a sampler gives to several parameters of a trial at once.
///
/// It is drawn once a trial, and recorded before any of its values is used. A trial that is resumed after an
/// interruption continues with the recorded plan, whatever other workers have finished meanwhile.
public struct TrialPlan: Sendable, Equatable {
  /// The values by name: numbers, and the labels of choices.
  ///
  /// A parameter without a value here is sampled when the objective asks for it.
  public var values: JSONObject { didSet { attributesHaveValues = false } }

  /// System attributes to record with the trial; other workers can read them.
  public var attributes: JSONObject { didSet { attributesHaveValues = false } }

  /// Whether the attributes are known to record the values, as TPE's do.
  ///
  /// It only saves the parsing of the attributes.
  private var attributesHaveValues = false

  /// The number of a complete trial that has the same values, and whose result this trial gets; nil to run
  /// the objective.
  public var repeatedTrial: Int?

  /// The trial that this one repeats with other random numbers; nil if there is none.
  var replication: Replication?

  /// Creates a plan from numbers and labels.
  public init(values: JSONObject = [:], attributes: JSONObject = [:]) {
    self.values = values
    self.attributes = attributes
  }

  /// Creates a plan that records the values for the TPE of Python, see ``RelativeParameters``.
  init(relativeValues values: JSONObject) {
    self.init(values: values, attributes: RelativeParameters.attributes(values))
    attributesHaveValues = true
  }

  /// Whether there is nothing to record.
  public var isEmpty: Bool { values.isEmpty && attributes.isEmpty }

  /// Sets the value of a parameter.
  ///
  /// - Complexity: O(*d*) for *d* values.
  public mutating func set(_ parameter: SearchSpace.Parameter, to value: ParameterValue) {
    values[parameter.name] = parameter.distribution.label(of: value)
  }
}

extension TrialPlan {
  /// Creates the plan of a point of the unit cube, with a coordinate for each parameter of a space.
  ///
  /// - Precondition: The point has as many coordinates as the space has parameters.
  public init(at point: [Double], of space: SearchSpace, attributes: JSONObject = [:]) {
    precondition(
      point.count == space.parameters.count,
      "a point of \(space.parameters.count) parameters cannot have \(point.count) coordinates")
    self.init(
      values: JSONObject(
        uniqueKeys: zip(space.parameters, point).map { parameter, coordinate in
          let value = parameter.distribution.value(at: coordinate)
          return (parameter.name, parameter.distribution.label(of: value))
        }),
      attributes: attributes)
  }
}

extension TrialPlan {
  /// Whether two plans have the same values, attributes and repeated trial.
  public static func == (a: TrialPlan, b: TrialPlan) -> Bool {
    a.values == b.values && a.attributes == b.attributes && a.repeatedTrial == b.repeatedTrial
      && a.replication == b.replication
  }
}

extension TrialPlan {
  /// The attribute of a trial that holds the values of its plan.
  private static let key = "attune:plan"

  /// The attribute of a trial that holds the number of the trial whose result it gets.
  private static let repetitionKey = "attune:repeats"

  /// The attributes with which the plan is recorded.
  ///
  /// TPE records the values for the TPE of Python anyway, so they are not recorded twice, unless another
  /// sampler has changed them.
  var recordedAttributes: JSONObject {
    var recorded = attributes
    let known = attributesHaveValues ? values : RelativeParameters.values(in: attributes)
    if known.map({ $0 != values }) ?? !values.isEmpty {
      recorded[Self.key] = .object(values)
    }
    if let replication { recorded[SystemAttribute.replication] = replication.json }
    if let repeatedTrial { recorded[Self.repetitionKey] = .int(repeatedTrial) }
    return recorded
  }

  /// The number of the trial whose result a trial gets, as recorded; nil if its objective is run.
  static func recordedRepetition(of trial: TrialSnapshot) -> Int? {
    trial.systemAttributes[repetitionKey]?.intValue
  }

  /// The values of the plan that is recorded with a trial; nil if there is none.
  static func recordedValues(of trial: TrialSnapshot) -> JSONObject? {
    trial.systemAttributes[key]?.objectValue ?? RelativeParameters.values(of: trial)
  }
}
