extension Trial {
  // MARK: Ordered choices

  /// Suggests one of the choices for a parameter; the choices are in ascending or descending order.
  ///
  /// ```swift
  /// let size = try trial.suggest("size", ordered: ["small", "medium", "large"])
  /// ```
  ///
  /// They are recorded as choices like all others. A sampler may use the order: TPE assumes that
  /// neighbours are similar.
  ///
  /// - Throws: The same errors as the method for choices without an order.
  public func suggest<Value: ChoiceLabel>(
    _ name: String, ordered choices: some Sequence<Value>
  ) throws -> Value {
    try choose(name, choices.map { ($0.choiceLabel, $0) }, isOrdered: true)
  }

  /// Suggests one of the choices for a parameter, by the labels given; the choices are in order.
  ///
  /// - Throws: The same errors as the method for choices without an order.
  public func suggest<Value>(
    _ name: String, ordered choices: KeyValuePairs<String, Value>
  ) throws -> Value {
    try choose(name, choices.map { (.string($0.key), $0.value) }, isOrdered: true)
  }

  /// Suggests one of the cases for a parameter, by their names; the cases are in order.
  ///
  /// - Throws: The same errors as the method for choices without an order.
  public func suggest<Value: CaseIterable>(
    _ name: String, ordered choices: some Sequence<Value>
  ) throws -> Value {
    try choose(name, choices.map { (.string(String(describing: $0)), $0) }, isOrdered: true)
  }

  /// Suggests one of the cases for a parameter, by their raw values; the cases are in order.
  ///
  /// - Throws: The same errors as the method for choices without an order.
  public func suggest<Value: CaseIterable & RawRepresentable>(
    _ name: String, ordered choices: some Sequence<Value>
  ) throws -> Value where Value.RawValue: ChoiceLabel {
    try choose(name, choices.map { ($0.rawValue.choiceLabel, $0) }, isOrdered: true)
  }

  // MARK: Geometric grids

  /// Suggests a value of a geometric grid for a parameter: the lower bound times powers of a factor,
  /// up to the upper bound.
  ///
  /// ```swift
  /// let rate = try trial.suggest("rate", in: 1e-4...1, factor: 10)  // 0.0001, 0.001, …, 1
  /// ```
  ///
  /// Optuna has no steps on a logarithmic scale, so the values are recorded as ordered choices.
  ///
  /// - Parameters:
  ///   - name: The name of the parameter in the study.
  ///   - range: The bounds, which are finite and positive.
  ///   - factor: The ratio of adjacent values, above 1. Factors with few decimals are exact: 10 times
  ///     0.001 is 0.01.
  /// - Throws: ``SearchSpaceError`` for an invalid range or factor, and for more than a thousand
  ///   values; otherwise the same errors as the method for choices.
  public func suggest(
    _ name: String, in range: ClosedRange<Double>, factor: Double
  ) throws -> Double {
    let values = try describing(name) { try GeometricGrid.values(in: range, factor: factor) }
    return try suggest(name, ordered: values)
  }

  /// Suggests an integer of a geometric grid for a parameter: the lower bound times powers of a
  /// factor, up to the upper bound.
  ///
  /// ```swift
  /// let width = try trial.suggest("width", in: 8...256, factor: 2)  // 8, 16, …, 256
  /// ```
  ///
  /// - Parameters:
  ///   - name: The name of the parameter in the study.
  ///   - range: The bounds, at least 1.
  ///   - factor: The ratio of adjacent values, at least 2.
  /// - Throws: The same errors as the method for `Double`.
  public func suggest(_ name: String, in range: ClosedRange<Int>, factor: Int) throws -> Int {
    let values = try describing(name) { try GeometricGrid.values(in: range, factor: factor) }
    return try suggest(name, ordered: values)
  }
}
