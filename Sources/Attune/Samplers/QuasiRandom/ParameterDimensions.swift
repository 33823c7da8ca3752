/// The dimensions of a sequence that belong to the parameters of a trial.
///
/// The parameters are numbered in the order in which the study first defined them: by the number of
/// the trial, and within a trial in the order in which it asked for them. Parameters that are new in
/// the current trial follow in the order in which it asks for them. A parameter whose first definition
/// has a single value is left out there, and numbered with the new ones where it has more.
///
/// So the parameters of a trial always have different dimensions, and a trial has the same ones after an
/// interruption. A parameter that trials define at the same time may have another dimension in these
/// trials than later.
struct ParameterDimensions {
  /// The attribute of a trial that holds the parameters which were defined when it was started.
  private static let key = "attune:dimensions"

  private var dimensions: [Name: Int] = [:]

  /// The dimensions of the current trial.
  ///
  /// - Complexity: O(*d*) hash values for *d* parameters of the study.
  init(in context: SamplingContext) {
    let trial = context.trial
    for name in Self.recordedNames(of: trial) ?? Self.earlierNames(in: context) { add(Name(name)) }
    for parameter in trial.parameters where !parameter.distribution.isConstant {
      add(parameter.key)
    }
  }

  private mutating func add(_ name: Name) {
    if dimensions[name] == nil { dimensions[name] = dimensions.count }
  }

  /// The dimension of a parameter; of a new one, the dimension that it gets now.
  subscript(name: String) -> Int { dimensions[Name(name)] ?? dimensions.count }

  /// The attributes from which an interrupted trial continues with the same dimensions.
  ///
  /// Nothing is recorded when all earlier trials have ended, since their parameters cannot change then,
  /// and in a run with a batch size, in which every attempt sees the same trials.
  static func attributes(in context: SamplingContext) -> JSONObject {
    let unfinished = context.history.running + context.history.waiting
    guard context.batchStart == nil, unfinished.contains(where: { $0.number < context.trialNumber })
    else { return [:] }
    return [key: .array(earlierNames(in: context).map(JSONValue.string))]
  }

  /// The parameters that earlier trials have defined, in the order of their dimensions.
  private static func earlierNames(in context: SamplingContext) -> [String] {
    let history = context.history
    let definingTrials = Set(
      history.parameterNames.compactMap { history.definition(of: $0)?.trialNumber })
    return definingTrials.filter { $0 < context.trialNumber }.sorted().flatMap { number in
      history.parameters(of: number).map(\.name).filter { name in
        history.definition(of: name).map { $0.trialNumber == number && !$0.first.isConstant }
          ?? false
      }
    }
  }

  /// The parameters that were defined when an earlier attempt was started; nil if it recorded none.
  private static func recordedNames(of trial: TrialSnapshot) -> [String]? {
    trial.systemAttributes[key]?.arrayValue?.compactMap(\.stringValue)
  }
}
