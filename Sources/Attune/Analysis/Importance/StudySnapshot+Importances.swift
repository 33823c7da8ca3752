extension StudySnapshot {
  /// Returns the importances of the parameters, the most important first.
  ///
  /// ```swift
  /// for importance in try study.snapshot.importances() { print(importance) }
  /// ```
  ///
  /// Only complete trials with finite values are used. A parameter with a single value has importance 0.
  /// If all importances are 0, or there is only one trial, the normalized importances are equal.
  ///
  /// - Parameters:
  ///   - evaluator: The algorithm.
  ///   - parameters: The names of the parameters to evaluate. By default PED-ANOVA evaluates all
  ///     parameters of complete trials; fANOVA and the mean decrease in impurity evaluate those that
  ///     every complete trial has with the same distribution.
  ///   - target: The target; the objective by default.
  ///   - isNormalized: Whether to scale the importances so that they sum to 1.
  /// - Returns: The importances in descending order, ties by name.
  /// - Throws: ``AnalysisError`` if there is no usable trial, if the study lacks a parameter or the
  ///   target, or if the evaluator does not support them.
  /// - Complexity: That of the evaluator.
  public func importances(
    by evaluator: any ImportanceEvaluator = .pedANOVA(), of parameters: [String]? = nil,
    for target: ImportanceTarget = .objectives, isNormalized: Bool = true
  ) throws(AnalysisError) -> [ParameterImportance] {
    let names = parameters.map { Set($0.map { Name($0) }).sorted().map(\.text) }
    let context = try ImportanceContext(self, parameters: names, target: target)
    let raw = try Self.importances(by: evaluator, in: context).sorted {
      ($1.value, $0.key) < ($0.value, $1.key)
    }
    let sum = raw.reduce(0) { $0 + $1.value }
    return raw.map { name, value in
      let fraction = sum > 0 ? value / sum : 1 / Double(raw.count)
      return ParameterImportance(name: name.text, value: isNormalized ? fraction : value)
    }
  }

  private static func importances(
    by evaluator: any ImportanceEvaluator, in context: ImportanceContext
  ) throws(AnalysisError) -> [Name: Double] {
    if let evaluator = evaluator as? any NamedImportanceEvaluator {
      return try evaluator.namedImportances(in: context)
    }
    let importances = try evaluator.importances(in: context)
    return Dictionary(uniqueKeysWithValues: importances.map { (Name($0.key), $0.value) })
  }
}
