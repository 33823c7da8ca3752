/// The trials of a study as points for a forest to be grown on.
///
/// As in Optuna, numbers are taken as they are, whatever their scale.
struct ForestTrials {
  /// The parameters that are judged, by name.
  let names: [Name]
  /// Those among them that have more than one value.
  let space: SearchSpace
  /// The trials that have all parameters, with a column for each of the space; nil when there are fewer
  /// than two, or no space.
  let points: ForestPoints?

  /// Selects the parameters and the trials.
  ///
  /// - Throws: ``AnalysisError`` when the trials have no parameters in common, when a parameter is
  ///   missing or defined in several ways, and when the target is all of several objectives.
  init(_ context: ImportanceContext) throws(AnalysisError) {
    let study = context.study
    guard context.losses[0].count == 1 else {
      throw AnalysisError(
        "study \"\(study.name)\" has \(study.directions.count) objective values, and a forest predicts "
          + "one; choose an objective by its index, or use PED-ANOVA")
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

  /// The parameters that every complete trial has, equally defined.
  private static func commonSpace(
    in context: ImportanceContext
  ) throws(AnalysisError) -> SearchSpace {
    var intersection = IntersectionSpace()
    for trial in context.completeTrials { intersection.formIntersection(trial.parameters) }
    guard !intersection.space.isEmpty else {
      throw AnalysisError(
        "the \(context.completeTrials.count) complete trials of study \"\(context.study.name)\" have no "
          + "parameter in common, equally defined; name the parameters to judge, or use PED-ANOVA")
    }
    return intersection.space
  }

  /// The parameters of some names, as the complete trials define them that have them all.
  private static func space(
    of names: [String], in context: ImportanceContext
  ) throws(AnalysisError) -> SearchSpace {
    let matching = context.completeTrials.map { trial in
      trial.parameters.filter { names.contains(name: $0.name) }
    }.filter { $0.count == names.count }
    guard let first = matching.first else {
      throw AnalysisError(
        "no complete trial of study \"\(context.study.name)\" has all of the parameters "
          + names.map { "\"\($0)\"" }.joined(separator: ", "))
    }
    let distributions = Dictionary(
      uniqueKeysWithValues: first.map { ($0.key, $0.distribution) })
    for parameter in matching.joined()
    where distributions[parameter.key] != parameter.distribution {
      throw AnalysisError(
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
      let own = Dictionary(uniqueKeysWithValues: trial.parameters.map { ($0.key, $0) })
      guard names.allSatisfy({ own[$0]?.parameterValue != nil }) else { continue }
      for (place, parameter) in space.parameters.enumerated() {
        values[place].append(own[parameter.key]?.recordedValue ?? .nan)
      }
      losses.append(loss[0])
    }
    guard losses.count > 1, !space.isEmpty else { return nil }
    return ForestPoints(
      columns: zip(space.parameters, values).map { column($0.distribution, $1) },
      values: standardized(losses))
  }

  /// Recorded values as a forest sees them.
  private static func column(
    _ distribution: Distribution, _ values: [Double]
  ) -> ForestPoints.Column {
    switch distribution {
    case .float(let float):
      .numbers(values.map { place(of: $0, in: float.low...float.high) })
    case .int(let int):
      .numbers(values.map { place(of: $0, in: Double(int.low)...Double(int.high)) })
    case .categorical(let categorical):
      .labels(values.map { Int($0) }, count: categorical.choices.count)
    }
  }

  /// Values outside the range, as other programs may record them, count as the nearest one inside.
  private static func place(of value: Double, in range: ClosedRange<Double>) -> Double {
    let (low, high) = (range.lowerBound / 2, range.upperBound / 2)
    // Bounds may differ by less than doubles can tell.
    guard low < high else { return 0.5 }
    // Halves cannot overflow where the whole does.
    return (min(max(value, range.lowerBound), range.upperBound) / 2 - low) / (high - low)
  }

  /// The values around 0 and in the order of magnitude of 1, so that squares neither overflow nor vanish.
  private static func standardized(_ values: [Double]) -> [Double] {
    let largest = values.reduce(0) { max($0, $1.magnitude) }
    guard largest > 0 else { return values }
    let scaled = values.map { $0 / largest }
    let mean = scaled.reduce(0, +) / Double(scaled.count)
    return scaled.map { $0 - mean }
  }
}
