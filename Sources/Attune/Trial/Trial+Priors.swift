extension Trial {
  // MARK: Priors

  /// Suggests a floating-point value for a parameter, first where a prior expects good ones.
  ///
  /// ```swift
  /// let rate = try trial.suggest(
  ///   "rate", in: 1e-5...1, scale: .log, prior: .logNormal(median: 1e-3, sd: 1.5))
  /// ```
  ///
  /// - Parameters:
  ///   - name: The name of the parameter in the study.
  ///   - range: The bounds, which remain the only limit.
  ///   - scale: `.log` for values over several orders of magnitude, with a lognormal prior.
  ///   - step: The distance between allowed values; nil for all values.
  ///   - prior: Where to look first.
  /// - Throws: ``SearchSpaceError`` when the prior does not match the scale, and otherwise the same
  ///   errors as the method without a prior.
  public func suggest(
    _ name: String, in range: ClosedRange<Double>, scale: Scale = .linear, step: Double? = nil,
    prior: Prior
  ) throws -> Double {
    let distribution = try describing(name) {
      try FloatDistribution(range, scale: scale, step: step)
    }
    return try value(of: name, from: .float(distribution), prior: prior).recorded
  }

  /// Suggests a single-precision value for a parameter, first where a prior expects good ones.
  ///
  /// - Throws: The same errors as the method for `Double`.
  public func suggest(
    _ name: String, in range: ClosedRange<Float>, scale: Scale = .linear, step: Float? = nil,
    prior: Prior
  ) throws -> Float {
    let bounds = Self.widened(range.lowerBound)...Self.widened(range.upperBound)
    let value = try suggest(
      name, in: bounds, scale: scale, step: step.map(Self.widened), prior: prior)
    return min(max(Float(value), range.lowerBound), range.upperBound)
  }

  /// Suggests an integer for a parameter, first where a prior expects good ones.
  ///
  /// - Throws: The same errors as the method for `Double`.
  public func suggest(
    _ name: String, in range: ClosedRange<Int>, scale: Scale = .linear, step: Int = 1, prior: Prior
  ) throws -> Int {
    let distribution = try describing(name) {
      try IntDistribution(range, scale: scale, step: step)
    }
    return Int(try value(of: name, from: .int(distribution), prior: prior).recorded)
  }

  /// Suggests one of the choices for a parameter, first those with high weights.
  ///
  /// The weights are in the order of the choices:
  ///
  /// ```swift
  /// let kind = try trial.suggest("kind", from: ["adam", "sgd"], prior: .weights([3, 1]))
  /// ```
  ///
  /// - Throws: ``SearchSpaceError`` unless there is a positive weight for each choice, and otherwise
  ///   the same errors as the method without a prior.
  public func suggest<Value: ChoiceLabel>(
    _ name: String, from choices: some Sequence<Value>, prior: Prior
  ) throws -> Value {
    try choose(name, choices.map { ($0.choiceLabel, $0) }, prior: prior)
  }

  /// Suggests one of the choices for a parameter, by the labels given, first those with high
  /// weights.
  ///
  /// - Throws: The same errors as the method for labels that are values.
  public func suggest<Value>(
    _ name: String, from choices: KeyValuePairs<String, Value>, prior: Prior
  ) throws -> Value {
    try choose(name, choices.map { (.string($0.key), $0.value) }, prior: prior)
  }

  /// Suggests one of the cases for a parameter, by their names, first those with high weights.
  ///
  /// - Throws: The same errors as the method for labels that are values.
  public func suggest<Value: CaseIterable>(
    _ name: String, from choices: some Sequence<Value>, prior: Prior
  ) throws -> Value {
    try choose(name, choices.map { (.string(String(describing: $0)), $0) }, prior: prior)
  }

  /// Suggests one of the cases for a parameter, by their raw values, first those with high weights.
  ///
  /// - Throws: The same errors as the method for labels that are values.
  public func suggest<Value: CaseIterable & RawRepresentable>(
    _ name: String, from choices: some Sequence<Value>, prior: Prior
  ) throws -> Value where Value.RawValue: ChoiceLabel {
    try choose(name, choices.map { ($0.rawValue.choiceLabel, $0) }, prior: prior)
  }

  /// Suggests a value of a distribution that is known only at run time, first where a prior expects
  /// good ones.
  ///
  /// - Returns: A number, or the label of a choice.
  /// - Throws: The same errors as the methods for numbers and choices.
  public func suggest(
    _ name: String, from distribution: Distribution, prior: Prior
  ) throws -> JSONValue {
    guard case .categorical(let categorical) = distribution else {
      return distribution.label(of: try value(of: name, from: distribution, prior: prior))
    }
    return try choose(name, categorical.choices.map { ($0, $0) }, prior: prior)
  }

  private func value(
    of name: String, from distribution: Distribution, prior: Prior
  ) throws -> ParameterValue {
    if let obstacle = prior.obstacle(for: distribution) {
      throw obstacle.prefixed("parameter \"\(name)\": ")
    }
    return try backend.value(of: ParameterRequest(name, from: distribution, prior: prior))
  }
}
