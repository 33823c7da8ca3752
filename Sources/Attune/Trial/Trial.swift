/// A running trial: the objective asks it for parameter values and reports its progress to it.
///
/// Parameters are defined as the objective runs, so branches and loops shape the search space. The same
/// name requested twice in a trial gives the same value.
public final class Trial: Sendable {
  let backend: any TrialBackend

  init(_ backend: any TrialBackend) {
    self.backend = backend
  }

  /// Releases what only a running trial needs, before its end is recorded.
  ///
  /// - Returns: The parameters to record with the end.
  func end() -> [Parameter] { backend.end() }

  /// The number of the trial within its study, counted from 0.
  public var number: Int { backend.number }

  /// The number of the attempt: 1, and one more each time the trial was resumed.
  public var attempt: Int { backend.attempt }

  /// The parameters, reports and attributes of the trial so far, including those of interrupted attempts.
  public var snapshot: TrialSnapshot { backend.snapshot }

  // MARK: Numbers

  /// Suggests a floating-point value for a parameter, like Optuna's `suggest_float`.
  ///
  /// - Parameters:
  ///   - name: The name of the parameter in the study.
  ///   - range: The bounds, which are finite, and positive on a logarithmic scale.
  ///   - scale: `.log` for values over several orders of magnitude.
  ///   - step: The distance between allowed values, from the lower bound on; nil for all values.
  /// - Throws: ``SearchSpaceError`` for an invalid combination of range, scale and step; ``TrialError`` when
  ///   it contradicts an earlier definition of the parameter; ``SamplingError``, ``StorageError``;
  ///   `CancellationError` when the study is being interrupted.
  public func suggest(
    _ name: String, in range: ClosedRange<Double>, scale: Scale = .linear, step: Double? = nil
  ) throws -> Double {
    let distribution = try describing(name) {
      try FloatDistribution(range, scale: scale, step: step)
    }
    return try backend.value(of: ParameterRequest(name, from: .float(distribution))).recorded
  }

  /// Suggests a single-precision value for a parameter.
  ///
  /// The value is sampled and recorded as a `Double`.
  ///
  /// - Throws: The same errors as the method for `Double`.
  public func suggest(
    _ name: String, in range: ClosedRange<Float>, scale: Scale = .linear, step: Float? = nil
  ) throws -> Float {
    // The shortest decimals are those of the source: 0.1, not the double nearest to Float(0.1).
    let bounds = Self.widened(range.lowerBound)...Self.widened(range.upperBound)
    let value = try suggest(name, in: bounds, scale: scale, step: step.map(Self.widened))
    return min(max(Float(value), range.lowerBound), range.upperBound)
  }

  /// Suggests an integer for a parameter, like Optuna's `suggest_int`.
  ///
  /// - Parameters:
  ///   - name: The name of the parameter in the study.
  ///   - range: The bounds, within ±2⁵³, and at least 1 on a logarithmic scale.
  ///   - scale: `.log` for values over several orders of magnitude.
  ///   - step: The distance between allowed values, from the lower bound on.
  /// - Throws: The same errors as the method for `Double`.
  public func suggest(
    _ name: String, in range: ClosedRange<Int>, scale: Scale = .linear, step: Int = 1
  ) throws -> Int {
    let distribution = try describing(name) {
      try IntDistribution(range, scale: scale, step: step)
    }
    return Int(try backend.value(of: ParameterRequest(name, from: .int(distribution))).recorded)
  }

  /// Suggests an integer of a half-open range for a parameter: `0..<10` is `0...9`.
  ///
  /// - Throws: ``SearchSpaceError`` for an empty range; otherwise as the method for closed ranges does.
  public func suggest(
    _ name: String, in range: Range<Int>, scale: Scale = .linear, step: Int = 1
  ) throws -> Int {
    guard !range.isEmpty else {
      throw SearchSpaceError(
        .invalidRange,
        "parameter \"\(name)\": the range \(range.lowerBound)..<\(range.upperBound) is empty; give at "
          + "least one value")
    }
    return try suggest(
      name, in: range.lowerBound...(range.upperBound - 1), scale: scale, step: step)
  }

  static func widened(_ value: Float) -> Double {
    Double(value.description) ?? Double(value)
  }

  // MARK: Choices

  /// Suggests one of the choices for a parameter, by the labels given, like Optuna's `suggest_categorical`.
  ///
  /// ```swift
  /// let kernel = try trial.suggest("kernel", from: ["box": boxKernel, "gauss": gaussKernel])
  /// ```
  ///
  /// Labels are recorded and must be distinct. Their order does not matter. Later trials may add labels, but
  /// not remove them.
  ///
  /// - Throws: The same errors as the method for `Double`.
  public func suggest<Value>(_ name: String, from choices: KeyValuePairs<String, Value>) throws
    -> Value
  {
    try choose(name, choices.map { (.string($0.key), $0.value) })
  }

  /// Suggests one of the choices for a parameter; each choice is its own label.
  ///
  /// - Throws: The same errors as the method for `Double`.
  public func suggest<Value: ChoiceLabel>(
    _ name: String, from choices: some Sequence<Value>
  ) throws -> Value {
    try choose(name, choices.map { ($0.choiceLabel, $0) })
  }

  /// Suggests one of the choices for a parameter, by their raw values.
  ///
  /// - Throws: The same errors as the method for `Double`.
  public func suggest<Value: RawRepresentable>(
    _ name: String, from choices: some Sequence<Value>
  ) throws -> Value where Value.RawValue: ChoiceLabel {
    try choose(name, choices.map { ($0.rawValue.choiceLabel, $0) })
  }

  /// Suggests one of the cases for a parameter, by their names.
  ///
  /// - Throws: The same errors as the method for `Double`.
  public func suggest<Value: CaseIterable>(
    _ name: String, from choices: some Sequence<Value>
  ) throws -> Value {
    try choose(name, choices.map { (.string(String(describing: $0)), $0) })
  }

  /// Suggests one of the cases for a parameter, by their raw values.
  ///
  /// - Throws: The same errors as the method for `Double`.
  public func suggest<Value: CaseIterable & RawRepresentable>(
    _ name: String, from choices: some Sequence<Value>
  ) throws -> Value where Value.RawValue: ChoiceLabel {
    try choose(name, choices.map { ($0.rawValue.choiceLabel, $0) })
  }

  /// Suggests one of all cases of a type for a parameter, by their names.
  ///
  /// `from: Activation.self` means `from: Activation.allCases`.
  ///
  /// - Throws: The same errors as the method for `Double`.
  public func suggest<Value: CaseIterable>(
    _ name: String, from type: Value.Type
  ) throws -> Value {
    try suggest(name, from: type.allCases)
  }

  /// Suggests one of all cases of a type for a parameter, by their raw values.
  ///
  /// - Throws: The same errors as the method for `Double`.
  public func suggest<Value: CaseIterable & RawRepresentable>(
    _ name: String, from type: Value.Type
  ) throws -> Value where Value.RawValue: ChoiceLabel {
    try suggest(name, from: type.allCases)
  }

  // MARK: Distributions known at run time

  /// Suggests a value of a distribution that is known only at run time.
  ///
  /// - Returns: A number, or the label of a choice.
  /// - Throws: The same errors as the method for `Double`.
  public func suggest(_ name: String, from distribution: Distribution) throws -> JSONValue {
    guard case .categorical(let categorical) = distribution else {
      return distribution.label(
        of: try backend.value(of: ParameterRequest(name, from: distribution)))
    }
    return try choose(name, categorical.choices.map { ($0, $0) })
  }

  /// Suggests one of the choices.
  ///
  /// - Parameters:
  ///   - prior: Weights in the order of the choices; nil for none.
  ///   - isOrdered: Whether the choices are in ascending order.
  func choose<Value>(
    _ name: String, _ choices: [(label: JSONValue, value: Value)], prior: Prior? = nil,
    isOrdered: Bool = false
  ) throws -> Value {
    let asked = try describing(name) {
      let asked = try CategoricalDistribution(choices: choices.map(\.label))
      if let obstacle = prior?.obstacle(for: .categorical(asked)) { throw obstacle }
      return asked
    }
    let known = backend.knownChoices(of: name)
    let distribution = try known.map { try asked.withFirst($0) } ?? asked
    let value = try backend.value(
      of: ParameterRequest(
        name, from: .categorical(distribution), prior: prior?.reordered(from: asked, distribution),
        order: isOrdered ? asked.indices(in: distribution) : nil))
    let label = Distribution.categorical(distribution).label(of: value)
    guard let choice = choices.first(where: { $0.label == label }) else {
      throw TrialError(
        .invalidValue, "trial \(number) has \(label) for \"\(name)\", which is not offered")
    }
    return choice.value
  }

  /// Adds the name of the parameter to the error of an invalid distribution.
  func describing<Value>(
    _ name: String, _ body: () throws -> Value
  ) throws -> Value {
    do {
      return try body()
    } catch let error as SearchSpaceError {
      throw error.prefixed("parameter \"\(name)\": ")
    }
  }

  // MARK: Progress

  /// Reports an intermediate value of the objective, which the pruner uses.
  ///
  /// The first report of a step counts; the report of a resumed attempt replaces that of an interrupted one.
  ///
  /// - Parameters:
  ///   - value: The value; NaN and infinities are allowed.
  ///   - step: The step, such as the epoch; not negative.
  /// - Throws: ``TrialError`` for a negative step and in a multi-objective study, where only named metrics can
  ///   be reported; ``StorageError``; `CancellationError`, after recording, when the study is being interrupted.
  public func report(_ value: some BinaryFloatingPoint, step: Int) throws {
    try checkStep(step)
    try backend.report(Double(value), step: step)
    try backend.checkCancellation()
  }

  /// Reports a value of a named metric, which pruners such as ``MetricPruner`` and ``DominancePruner`` use.
  ///
  /// ```swift
  /// try trial.report(loss, step: epoch)
  /// try trial.report(latency, step: epoch, metric: "ms")
  /// ```
  ///
  /// The rules are those of unnamed reports, for each metric: the first report of a step counts, and the report of
  /// a resumed attempt replaces that of an interrupted one. Named metrics can be reported in multi-objective
  /// studies too. ``TrialSnapshot/metrics`` has the recorded values. Optuna sees them as system attributes.
  ///
  /// - Parameters:
  ///   - value: The value; NaN and infinities are allowed.
  ///   - step: The step, such as the epoch; not negative.
  ///   - metric: The name of the metric; not empty.
  /// - Throws: ``TrialError`` for a negative step and an empty name; ``StorageError``; `CancellationError`, after
  ///   recording, when the study is being interrupted.
  public func report(
    _ value: some BinaryFloatingPoint, step: Int, metric: String
  ) throws {
    try checkStep(step)
    guard !metric.isEmpty else {
      throw TrialError(
        .invalidReport,
        "trial \(number) cannot report a metric without a name; leave the name out, or give one")
    }
    try backend.report(Double(value), step: step, metric: metric)
    try backend.checkCancellation()
  }

  private func checkStep(_ step: Int) throws {
    guard step >= 0 else {
      throw TrialError(
        .invalidReport, "trial \(number) cannot report step \(step); steps start at 0")
    }
  }

  /// The meaning of reports to the pruner; nil in a multi-objective study, which has none.
  package var reportKind: ReportKind? { backend.reportKind }

  /// Whether the pruner decides, from the reports so far, to end this trial.
  ///
  /// False before the first report, and in a multi-objective study, unless the pruner uses named metrics only,
  /// see ``Pruner/requiresSingleObjective``. A decision to prune, with its reason, and
  /// what the pruner notes about the trial are recorded first.
  ///
  /// - Throws: ``StorageError``; ``TrialError`` when the trial is finished, or another worker has taken it
  ///   over.
  public func shouldPrune() throws -> Bool {
    try backend.shouldPrune()
  }

  /// Throws when the pruner decides to end this trial.
  ///
  /// - Throws: ``TrialPruned``, which the objective should not catch; `CancellationError` when the study
  ///   is being interrupted; the errors of ``shouldPrune()``.
  public func checkPruning() throws {
    try backend.checkCancellation()
    if try shouldPrune() { throw TrialPruned() }
  }

  /// Throws when the trial is to be interrupted or has exceeded its time limit.
  ///
  /// Suggestions, reports and ``checkPruning()`` check this as well; call it in objectives that run for long
  /// without any of them.
  ///
  /// - Throws: `CancellationError`; ``TrialError`` when another worker has taken the trial over;
  ///   ``StorageError`` when that cannot be read.
  public func checkCancellation() throws {
    try backend.checkCancellation()
  }

  // MARK: Attributes

  /// Sets a user attribute of this trial.
  ///
  /// - Throws: ``StorageError``.
  public func setUserAttribute(_ name: String, to value: some JSONConvertible) throws {
    try backend.setUserAttribute(name, to: value.jsonValue)
  }

  /// Sets the value of a constraint: at most 0 when it is satisfied, and the violation otherwise.
  ///
  /// A trial that violates a constraint is infeasible and never a best trial.
  ///
  /// - Throws: ``TrialError`` for NaN and for a second value under one name; ``StorageError``.
  public func setConstraint(_ name: String, to value: Double) throws {
    guard !value.isNaN else {
      throw TrialError(
        .invalidConstraint, "the constraint \"\(name)\" of trial \(number) is NaN; give a number")
    }
    guard try backend.setConstraint(name, to: value) else {
      throw TrialError(
        .invalidConstraint,
        "the constraint \"\(name)\" of trial \(number) has a value already; set each one once")
    }
  }
}
