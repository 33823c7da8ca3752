/// Checks trials that are added to a study, as Optuna's `FrozenTrial` and `add_trial` do, and by the rules
/// for trials that are run in the study.
struct TrialRecordCheck {
  private let history: TrialHistory

  /// The definitions of the parameters that the trials have, each updated by the earlier ones.
  private var definitions: [Name: ParameterDefinition] = [:]

  /// Creates the check for trials that are added to a history.
  init(_ history: TrialHistory) {
    self.history = history
  }

  /// Returns the contents of the next trial.
  ///
  /// - Parameters:
  ///   - number: The number that it gets.
  ///   - now: The time at which it is added.
  ///   - subject: The trial in errors, such as `the trial`.
  /// - Throws: ``TrialError`` or ``SearchSpaceError`` if it is invalid.
  mutating func template(
    of record: TrialRecord, number: Int, at now: Timestamp, subject: String
  ) throws -> TrialTemplate {
    var template = TrialTemplate()
    template.state = record.state
    template.intermediateValues = try reports(record, subject)
    template.values = try values(record, subject)
    template.systemAttributes = try systemAttributes(record, subject)
    template.userAttributes = record.userAttributes
    let isFinished = record.state.isFinished
    guard isFinished || record.endTime == nil else {
      throw TrialError(
        .invalidValue,
        "\(subject) cannot be added: a \(record.state) trial has no end time; omit it")
    }
    template.startTime = record.startTime
    if record.state != .waiting { template.startTime = record.startTime ?? record.endTime ?? now }
    if isFinished { template.endTime = record.endTime ?? template.startTime }
    template.parameters = try parameters(record, number, subject)
    return template
  }

  private func systemAttributes(
    _ record: TrialRecord, _ subject: String
  ) throws(TrialError) -> JSONObject {
    var attributes = record.systemAttributes
    for (name, value) in TrialRecord.constraints(of: attributes) where value.isNaN || name.isEmpty {
      throw TrialError(
        .invalidConstraint,
        "\(subject) cannot be added: "
          + (name.isEmpty
            ? "a constraint has no name; give it one"
            : "the constraint \"\(name)\" is NaN; give a number"))
    }
    if record.state != .failed { attributes[SystemAttribute.failure] = nil }
    return attributes
  }

  // MARK: Values

  private func values(_ record: TrialRecord, _ subject: String) throws(TrialError) -> [Double]? {
    func invalid(_ problem: String) -> TrialError {
      TrialError(.invalidValue, "\(subject) cannot be added: \(problem)")
    }
    let (values, count) = (record.values, history.directions.count)
    if values.isEmpty, record.state == .pruned, count == 1,
      let last = record.reports.max(by: {
        $0.key < $1.key
      }), !last.value.isNaN
    {
      return [last.value]
    }
    guard record.state == .complete || record.state == .pruned else {
      guard values.isEmpty else {
        throw invalid(
          "a \(record.state) trial has no objective values, but \(values) are given; omit them")
      }
      return nil
    }
    if values.isEmpty, record.state == .pruned { return nil }
    guard values.count == count else {
      throw invalid(
        "it has \(values.count) objective values, and the study has "
          + "\(count == 1 ? "1 direction" : "\(count) directions"); give one for each")
    }
    guard !values.contains(where: \.isNaN) else {
      throw invalid(
        "its objective value is not a number (NaN); give a number, or add it as failed")
    }
    return values
  }

  private func reports(
    _ record: TrialRecord, _ subject: String
  ) throws(TrialError) -> [IntermediateValue] {
    guard !record.reports.isEmpty else { return [] }
    guard history.directions.count == 1 else {
      throw TrialError(
        .invalidReport,
        "\(subject) cannot be added: intermediate values go with one direction, and this study has "
          + "\(history.directions.count); omit them")
    }
    let reports = record.reports.map { IntermediateValue(step: $0.key, value: $0.value) }
      .sorted { $0.step < $1.step }
    if let first = reports.first, first.step < 0 {
      throw TrialError(
        .invalidReport,
        "\(subject) cannot be added: it has a report at step \(first.step); steps start at 0")
    }
    return reports
  }

  // MARK: Parameters

  private mutating func parameters(
    _ record: TrialRecord, _ number: Int, _ subject: String
  ) throws -> ParameterList {
    var names: Set<Name> = []
    var parameters: [Parameter] = []
    for (name, value) in record.parameters {
      guard !name.isEmpty else {
        throw TrialError(
          .invalidName, "\(subject) cannot be added: a parameter has no name; give it one")
      }
      guard names.insert(Name(name)).inserted else {
        throw TrialError(
          .conflictingDefinition,
          "\(subject) cannot be added: it has the parameter \"\(name)\" twice; remove one")
      }
      parameters.append(try parameter(name, value, number, subject))
    }
    return ParameterList(uniqueNames: parameters)
  }

  private mutating func parameter(
    _ name: String, _ value: TrialRecord.Value, _ number: Int, _ subject: String
  ) throws -> Parameter {
    let known = definitions[Name(name)] ?? history.definition(of: name)
    let (own, value) = try described(value, name, known, subject)
    guard known?.accepts(own) ?? true else {
      throw TrialError(
        .conflictingDefinition,
        "\(subject) cannot be added: it defines \"\(name)\" as \(own), but trial "
          + "\(known?.trialNumber ?? 0) defined it as \(known?.widest.description ?? ""); ranges "
          + "may change between trials, kinds and scales may not, and choices may only be added")
    }
    guard let recorded = value.recorded(in: own) else {
      throw TrialError(
        .invalidValue,
        "\(subject) cannot be added: the value \(value.label(in: own)) of its parameter \"\(name)\" "
          + "is not \(own)")
    }
    var definition = known ?? ParameterDefinition(trialNumber: number, distribution: own)
    definition.record(trialNumber: number, distribution: own)
    definitions[Name(name)] = definition
    return Parameter(name: name, distribution: own, recordedValue: recorded)
  }

  /// The distribution of a value; choices that the study knows come first, as in a trial that is run in it.
  private func described(
    _ value: TrialRecord.Value, _ name: String, _ known: ParameterDefinition?, _ subject: String
  ) throws(SearchSpaceError) -> (Distribution, TrialRecord.Value) {
    let own: Distribution
    do throws(SearchSpaceError) {
      own = try value.distribution.get()
    } catch {
      throw error.prefixed("\(subject) cannot be added: parameter \"\(name)\": ")
    }
    guard case .categorical(let choices) = own, case .categorical(let widest)? = known?.widest
    else { return (own, value) }
    let ordered = try choices.withFirst(widest.choices)
    if ordered == choices { return (own, value) }
    return (.categorical(ordered), value.withChoices(of: ordered, from: own))
  }
}
