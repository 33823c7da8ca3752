/// A trial at work: what an objective asks for values, and tells of its progress.
///
/// Values are asked for as the objective goes, so branches and loops shape the search space. The same
/// name asked for twice in a trial gives the same value.
public final class Trial: Sendable {
  let backend: any TrialBackend

  init(_ backend: any TrialBackend) {
    self.backend = backend
  }

  /// Lets go of what only a trial at work needs, when it is about to be recorded as finished.
  func end() { backend.end() }

  /// The number of the trial within its study, counted from 0.
  public var number: Int { backend.number }

  /// Which attempt at the trial this is: 1, and one more each time it was interrupted.
  public var attempt: Int { backend.attempt }

  /// The trial as it stands: its parameters, reports and attributes so far, those of earlier,
  /// interrupted attempts included.
  public var snapshot: TrialSnapshot { backend.snapshot }

  // MARK: Numbers

  /// The real number that a parameter has in this trial.
  ///
  /// - Parameters:
  ///   - name: Names the parameter within the study.
  ///   - range: Finite; above zero on a logarithmic scale.
  ///   - scale: Logarithmic for orders of magnitude.
  ///   - step: The distance of the allowed values, counted from the lower bound; nil for all.
  /// - Throws: ``SearchSpaceError`` for a range, scale and step that do not go together;
  ///   ``TrialError`` when they contradict what was asked before under that name; ``SamplingError``,
  ///   ``StorageError``; `CancellationError` when the study is being interrupted.
  public func suggest(
    _ name: String, in range: ClosedRange<Double>, scale: Scale = .linear, step: Double? = nil
  ) throws -> Double {
    let distribution = try describing(name) {
      try FloatDistribution(range, scale: scale, step: step)
    }
    return try backend.value(of: name, from: .float(distribution)).recorded
  }

  /// The real number, of single precision, that a parameter has in this trial.
  ///
  /// Throws as the method for `Double` does, in which the value is drawn and recorded.
  public func suggest(
    _ name: String, in range: ClosedRange<Float>, scale: Scale = .linear, step: Float? = nil
  ) throws -> Float {
    // The shortest decimals are what the user wrote: 0.1, not the double nearest to Float(0.1).
    let bounds = Self.widened(range.lowerBound)...Self.widened(range.upperBound)
    let value = try suggest(name, in: bounds, scale: scale, step: step.map(Self.widened))
    return min(max(Float(value), range.lowerBound), range.upperBound)
  }

  /// The whole number that a parameter has in this trial.
  ///
  /// - Parameters:
  ///   - name: Names the parameter within the study.
  ///   - range: Within ±2⁵³; at least 1 on a logarithmic scale.
  ///   - scale: Logarithmic for orders of magnitude.
  ///   - step: The distance of the allowed values, counted from the lower bound.
  /// - Throws: As the method for `Double` does.
  public func suggest(
    _ name: String, in range: ClosedRange<Int>, scale: Scale = .linear, step: Int = 1
  ) throws -> Int {
    let distribution = try describing(name) {
      try IntDistribution(range, scale: scale, step: step)
    }
    return Int(try backend.value(of: name, from: .int(distribution)).recorded)
  }

  private static func widened(_ value: Float) -> Double {
    Double(value.description) ?? Double(value)
  }

  // MARK: Choices

  /// The choice that a parameter has in this trial, each labelled as given.
  ///
  /// ```swift
  /// let kernel = try trial.suggest("kernel", from: ["box": boxKernel, "gauss": gaussKernel])
  /// ```
  ///
  /// Labels are recorded and must be distinct. Their order is of no importance, and labels may be
  /// added in later trials; they must not be taken away.
  ///
  /// - Throws: As the method for `Double` does.
  public func suggest<Value>(_ name: String, from choices: KeyValuePairs<String, Value>) throws
    -> Value
  {
    try choose(name, choices.map { (.string($0.key), $0.value) })
  }

  /// The choice that a parameter has in this trial, labelled by itself.
  ///
  /// - Throws: As the method for `Double` does.
  public func suggest<Value: ChoiceLabel>(
    _ name: String, from choices: some Sequence<Value>
  ) throws -> Value {
    try choose(name, choices.map { ($0.choiceLabel, $0) })
  }

  /// The choice that a parameter has in this trial, labelled by its raw value.
  ///
  /// - Throws: As the method for `Double` does.
  public func suggest<Value: RawRepresentable>(
    _ name: String, from choices: some Sequence<Value>
  ) throws -> Value where Value.RawValue: ChoiceLabel {
    try choose(name, choices.map { ($0.rawValue.choiceLabel, $0) })
  }

  /// The case that a parameter has in this trial, labelled by its name.
  ///
  /// - Throws: As the method for `Double` does.
  public func suggest<Value: CaseIterable>(
    _ name: String, from choices: some Sequence<Value>
  ) throws -> Value {
    try choose(name, choices.map { (.string(String(describing: $0)), $0) })
  }

  /// The case that a parameter has in this trial, labelled by its raw value.
  ///
  /// - Throws: As the method for `Double` does.
  public func suggest<Value: CaseIterable & RawRepresentable>(
    _ name: String, from choices: some Sequence<Value>
  ) throws -> Value where Value.RawValue: ChoiceLabel {
    try choose(name, choices.map { ($0.rawValue.choiceLabel, $0) })
  }

  // MARK: Descriptions made at run time

  /// The value that a parameter has in this trial, for distributions known only at run time.
  ///
  /// - Returns: A number, or the label of a choice.
  /// - Throws: As the method for `Double` does.
  public func suggest(_ name: String, from distribution: Distribution) throws -> JSONValue {
    guard case .categorical(let categorical) = distribution else {
      return distribution.label(of: try backend.value(of: name, from: distribution))
    }
    return try choose(name, categorical.choices.map { ($0, $0) })
  }

  private func choose<Value>(_ name: String, _ choices: [(label: JSONValue, value: Value)]) throws
    -> Value
  {
    let asked = try describing(name) {
      try CategoricalDistribution(choices: choices.map(\.label))
    }
    // Recorded labels come first and keep their places; a new order of the same labels, as after
    // sorting the cases of an enum, is no change.
    var distribution = asked
    if let known = backend.knownChoices(of: name) {
      if known == asked.choices {
        distribution = try CategoricalDistribution(recordedChoices: known)
      } else if known.allSatisfy(asked.choices.contains) {
        distribution = try CategoricalDistribution(
          choices: known + asked.choices.filter { !known.contains($0) })
      }
    }
    let value = try backend.value(of: name, from: .categorical(distribution))
    let label = Distribution.categorical(distribution).label(of: value)
    guard let choice = choices.first(where: { $0.label == label }) else {
      throw TrialError("trial \(number) has \(label) for \"\(name)\", which is not offered")
    }
    return choice.value
  }

  /// Says which parameter an unusable description concerns.
  private func describing<Value>(
    _ name: String, _ body: () throws -> Value
  ) throws -> Value {
    do {
      return try body()
    } catch let error as SearchSpaceError {
      throw SearchSpaceError("parameter \"\(name)\": \(error.description)")
    }
  }

  // MARK: Progress

  /// Tells how good the objective is so far.
  ///
  /// The pruner judges by these values. The first report of a step counts; a step that an earlier,
  /// interrupted attempt reported is reported anew.
  ///
  /// - Parameters:
  ///   - value: NaN and infinities are legal.
  ///   - step: How far the objective has come, as an epoch: not negative.
  /// - Throws: ``TrialError`` for a negative step or a study with several directions;
  ///   ``StorageError``; `CancellationError`, after recording, when the study is being interrupted.
  public func report(_ value: some BinaryFloatingPoint, step: Int) throws {
    guard step >= 0 else {
      throw TrialError("trial \(number) cannot report step \(step); steps start at 0")
    }
    try backend.report(Double(value), step: step)
    try backend.checkCancellation()
  }

  /// What the pruner takes reports for; nil when there can be none, with several directions.
  package var reportKind: ReportKind? { backend.reportKind }

  /// Whether the pruner gives this trial up by what it has reported.
  ///
  /// False before the first report, and with several directions.
  public var shouldPrune: Bool { backend.shouldPrune }

  /// Leaves the objective when the pruner gives this trial up.
  ///
  /// - Throws: ``TrialPruned``, which the objective should pass on; `CancellationError` when the study
  ///   is being interrupted.
  public func checkPruning() throws {
    try backend.checkCancellation()
    if shouldPrune { throw TrialPruned() }
  }

  /// Leaves the objective when the trial is to be interrupted, or its time is over.
  ///
  /// Suggestions, reports and ``checkPruning()`` look for themselves; this is for objectives that do none
  /// of that for long.
  ///
  /// - Throws: `CancellationError`; ``TrialError`` when another worker has taken the trial over;
  ///   ``StorageError`` when that cannot be read.
  public func checkCancellation() throws {
    try backend.checkCancellation()
  }

  // MARK: Notes

  /// Notes something about this trial, in place of an earlier note of that name.
  ///
  /// - Throws: ``StorageError``.
  public func setUserAttribute(_ name: String, to value: some JSONConvertible) throws {
    try backend.setUserAttribute(name, to: value.jsonValue)
  }

  /// Tells how well a constraint is kept: at most 0 when it is satisfied, else by how much it is not.
  ///
  /// Trials that violate a constraint are not best trials.
  ///
  /// - Throws: ``TrialError`` for NaN and for a second value under one name; ``StorageError``.
  public func setConstraint(_ name: String, to value: Double) throws {
    guard !value.isNaN else {
      throw TrialError("the constraint \"\(name)\" of trial \(number) is NaN; give a number")
    }
    guard try backend.setConstraint(name, to: value) else {
      throw TrialError(
        "the constraint \"\(name)\" of trial \(number) has a value already; set each one once")
    }
  }
}
