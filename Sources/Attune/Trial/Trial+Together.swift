extension Trial {
  // MARK: Parameters with a condition

  /// Suggests several floating-point parameters together, whose values satisfy a condition.
  ///
  /// ```swift
  /// let shape = try trial.suggest(["x": 0.0...1.0, "y": 0.0...1.0]) { $0["x"] + $0["y"] <= 1 }
  /// ```
  ///
  /// The values are drawn again until they satisfy the condition: twenty times by the sampler, which
  /// does not know the condition, then at random, at most a thousand times in total. Only the
  /// accepted ones are recorded, as parameters like all others. Draws are repeatable: a trial that
  /// is interrupted meanwhile gets the same values when it is resumed. Enqueued values are kept, and
  /// the others are drawn to match.
  ///
  /// - Parameters:
  ///   - ranges: The parameters' names and ranges.
  ///   - scale: The scale of all of them.
  ///   - condition: Whether the values are acceptable. It must depend only on them and on
  ///     values that the trial already has.
  /// - Returns: The accepted values.
  /// - Throws: ``TrialError`` with the code ``TrialError/Code/unsatisfiedCondition`` if no draw
  ///   satisfies the condition, and if a name is given twice; what the condition throws; otherwise
  ///   the same errors as the methods for one parameter.
  public func suggest(
    _ ranges: KeyValuePairs<String, ClosedRange<Double>>, scale: Scale = .linear,
    where condition: (SuggestedValues<Double>) throws -> Bool
  ) throws -> SuggestedValues<Double> {
    try together(
      ranges.map { name, range in
        let distribution = try describing(name) { try FloatDistribution(range, scale: scale) }
        return ParameterRequest(name, from: .float(distribution))
      }, { $1.recorded }, condition)
  }

  /// Suggests several integer parameters together, whose values satisfy a condition.
  ///
  /// - Throws: The same errors as the method for `Double`.
  public func suggest(
    _ ranges: KeyValuePairs<String, ClosedRange<Int>>, scale: Scale = .linear,
    where condition: (SuggestedValues<Int>) throws -> Bool
  ) throws -> SuggestedValues<Int> {
    try together(
      ranges.map { name, range in
        let distribution = try describing(name) { try IntDistribution(range, scale: scale) }
        return ParameterRequest(name, from: .int(distribution))
      }, { Int($1.recorded) }, condition)
  }

  /// Suggests parameters of any distributions together, whose values satisfy a condition.
  ///
  /// - Returns: Numbers, and the labels of choices.
  /// - Throws: The same errors as the method for `Double`.
  public func suggest(
    _ distributions: KeyValuePairs<String, Distribution>,
    where condition: (SuggestedValues<JSONValue>) throws -> Bool
  ) throws -> SuggestedValues<JSONValue> {
    try together(
      distributions.map { name, distribution in
        guard case .categorical(let asked) = distribution,
          let known = backend.knownChoices(of: name)
        else { return ParameterRequest(name, from: distribution) }
        return ParameterRequest(name, from: .categorical(try asked.withFirst(known)))
      }, { $0.label(of: $1) }, condition)
  }

  private func together<Value: Sendable>(
    _ requests: [ParameterRequest], _ value: (Distribution, ParameterValue) -> Value,
    _ condition: (SuggestedValues<Value>) throws -> Bool
  ) throws -> SuggestedValues<Value> {
    let names = requests.map(\.name)
    guard Set(names.map { Name($0) }).count == names.count else {
      throw TrialError(
        .invalidName, "a name occurs twice in \(names); give each parameter a different one")
    }
    func named(_ values: [ParameterValue]) -> SuggestedValues<Value> {
      SuggestedValues(
        names: names, values: zip(requests, values).map { value($0.distribution, $1) })
    }
    return named(try backend.values(of: requests) { try condition(named($0)) ? $0 : nil })
  }
}
