extension StudySnapshot {
  /// How important the parameters were for what the trials came to, the most important first.
  ///
  /// ```swift
  /// for importance in try study.snapshot.importances() { print(importance) }
  /// ```
  ///
  /// Complete trials with finite values count. Parameters with one value only have no importance, and
  /// if nothing has any, or a single trial counts, all parameters share equally.
  ///
  /// - Parameters:
  ///   - evaluator: How importance is measured.
  ///   - parameters: Those to be judged. By default PED-ANOVA judges all that a complete trial has;
  ///     fANOVA and the mean decrease in impurity judge those that every complete trial has, equally
  ///     defined.
  ///   - target: What they are important for; the objective by default.
  ///   - isNormalized: Whether the importances are to add up to 1.
  /// - Returns: The importances in descending order, equal ones by name.
  /// - Throws: ``AnalysisError`` when no trial counts, when the study does not have a parameter or the
  ///   target, and when the evaluator cannot judge them.
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
      let share = sum > 0 ? value / sum : 1 / Double(raw.count)
      return ParameterImportance(name: name.text, value: isNormalized ? share : value)
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
