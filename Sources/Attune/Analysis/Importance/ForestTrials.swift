/// The trials of a study, encoded as training data for a random forest.
///
/// As in Optuna, numerical values are not transformed, even on a logarithmic scale.
struct ForestTrials {
  /// The evaluated parameters, sorted by name.
  let names: [Name]
  /// The evaluated parameters that have more than one value.
  let space: SearchSpace
  /// The trials that have all parameters, with a column for each parameter of the space; nil if there
  /// are fewer than two trials or the space is empty.
  let points: ForestPoints?

  /// Selects the parameters and the trials.
  ///
  /// - Throws: ``AnalysisError`` if the trials have no parameters in common, if a requested parameter is
  ///   missing or has several distributions, or if the target is all objectives of a multi-objective
  ///   study.
  init(_ context: ImportanceContext) throws(AnalysisError) {
    let study = context.study
    guard context.losses[0].count == 1 else {
      throw AnalysisError(
        .unsupported,
        "study \"\(study.name)\" has \(study.directions.count) objective values, but a forest "
          + "predicts only one; choose an objective by its index, or use PED-ANOVA")
    }
    let all =
      if let names = context.parameters {
        try Self.space(of: names, in: context)
      } else {
        try Self.commonSpace(in: context)
      }
    names = all.parameters.map(\.key)
    space = all.varying
    points = Self.points(context, names, space)
  }

  /// Returns the parameters that every complete trial has with the same distribution.
  private static func commonSpace(
    in context: ImportanceContext
  ) throws(AnalysisError) -> SearchSpace {
    var intersection = IntersectionSpace()
    for trial in context.completeTrials { intersection.formIntersection(trial.parameters) }
    guard !intersection.space.isEmpty else {
      throw AnalysisError(
        .noParameters,
        "the \(context.completeTrials.count) complete trials of study \"\(context.study.name)\" have no "
          + "parameter in common with the same distribution; name the parameters to evaluate, or use "
          + "PED-ANOVA")
    }
    return intersection.space
  }

  /// Returns the named parameters as defined by the complete trials that have all of them.
  private static func space(
    of names: [String], in context: ImportanceContext
  ) throws(AnalysisError) -> SearchSpace {
    let matching = context.completeTrials.map { trial in
      trial.parameters.filter { names.contains(name: $0.name) }
    }.filter { $0.count == names.count }
    guard let first = matching.first else {
      throw AnalysisError(
        .invalidRequest,
        "no complete trial of study \"\(context.study.name)\" has all of the parameters "
          + names.map { "\"\($0)\"" }.joined(separator: ", "))
    }
    let distributions = Dictionary(
      uniqueKeysWithValues: first.map { ($0.key, $0.distribution) })
    for parameter in matching.joined()
    where distributions[parameter.key] != parameter.distribution {
      throw AnalysisError(
        .unsupported,
        "trials of study \"\(context.study.name)\" define the parameter \"\(parameter.name)\" in "
          + "different ways, which a forest cannot compare; use PED-ANOVA")
    }
    return SearchSpace(distributions)
  }

  private static func points(
    _ context: ImportanceContext, _ names: [Name], _ space: SearchSpace
  ) -> ForestPoints? {
    var values = [[Double]](repeating: [], count: space.parameters.count)
    var losses: [Double] = []
    for (trial, loss) in zip(context.trials, context.losses) {
      let byKey = Dictionary(uniqueKeysWithValues: trial.parameters.map { ($0.key, $0) })
      guard names.allSatisfy({ byKey[$0]?.parameterValue != nil }) else { continue }
      for (index, parameter) in space.parameters.enumerated() {
        values[index].append(byKey[parameter.key]?.recordedValue ?? .nan)
      }
      losses.append(loss[0])
    }
    guard losses.count > 1, !space.isEmpty else { return nil }
    return ForestPoints(
      columns: zip(space.parameters, values).map { column($0.distribution, $1) },
      values: standardized(losses))
  }

  /// Returns recorded values as a column of training data.
  private static func column(
    _ distribution: Distribution, _ values: [Double]
  ) -> ForestPoints.Column {
    switch distribution {
    case .float(let float):
      .numbers(values.map { position(of: $0, in: float.low...float.high) })
    case .int(let int):
      .numbers(values.map { position(of: $0, in: Double(int.low)...Double(int.high)) })
    case .categorical(let categorical):
      .labels(values.map { Int($0) }, count: categorical.choices.count)
    }
  }

  /// Returns the position of a value in its range, from 0 to 1.
  ///
  /// Values outside the range, which other programs may record, are clamped.
  private static func position(of value: Double, in range: ClosedRange<Double>) -> Double {
    let (low, high) = (range.lowerBound / 2, range.upperBound / 2)
    // The halves of two different bounds may be equal after rounding.
    guard low < high else { return 0.5 }
    // Halving prevents overflow of the difference.
    return (min(max(value, range.lowerBound), range.upperBound) / 2 - low) / (high - low)
  }

  /// Returns the values centered at 0 and scaled to magnitude 1, so that squares neither overflow nor
  /// underflow.
  private static func standardized(_ values: [Double]) -> [Double] {
    let largest = values.reduce(0) { max($0, $1.magnitude) }
    guard largest > 0 else { return values }
    let scaled = values.map { $0 / largest }
    let mean = scaled.reduce(0, +) / Double(scaled.count)
    return scaled.map { $0 - mean }
  }
}
