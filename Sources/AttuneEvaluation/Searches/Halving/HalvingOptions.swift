import Attune

/// The options that both searches by successive halving have.
struct HalvingOptions<Settings: TypedSpace>: Sendable {
  let resource: HalvingResource
  let factor: Double
  let minimum: HalvingMinimum
  let maximum: Int?
  let isAggressive: Bool

  /// The name and the range of the parameter that is the resource; nil if examples are.
  let parameter: (name: String, distribution: Distribution)?

  init(
    _ resource: HalvingResource, factor: Double, minimum: HalvingMinimum, maximum: Int?,
    isAggressive: Bool
  ) throws {
    precondition(factor > 1, "the factor of halving cannot be \(factor)")
    if case .count(let count) = minimum.kind {
      precondition(count >= 1, "halving cannot start with \(count) resources")
    }
    if let maximum { precondition(maximum >= 1, "halving cannot use \(maximum) resources") }
    self.resource = resource
    self.factor = factor
    self.minimum = minimum
    self.maximum = maximum
    self.isAggressive = isAggressive
    guard case .parameter(let name) = resource.kind else {
      parameter = nil
      return
    }
    let space = try Settings.searchSpace
    guard let distribution = space[name] else {
      throw EvaluationError(
        .invalidValue,
        "the resource \"\(name)\" is not a parameter of \(Settings.self); it has "
          + "\(space.parameters.map(\.name))")
    }
    guard distribution.integerBounds != nil else {
      throw EvaluationError(
        .invalidValue,
        "the resource \"\(name)\" is \(distribution), which has no positive integer; use a parameter that "
          + "counts something, such as epochs")
    }
    parameter = (name, distribution)
  }

  /// The least and the most resources.
  ///
  /// - Throws: ``EvaluationError`` if the least ones are more than the most.
  func bounds(exampleCount: Int, foldCount: Int) throws -> ClosedRange<Int> {
    let limits: ClosedRange<Int>
    if let range = parameter?.distribution.integerBounds {
      limits = range
    } else {
      var classCount = 1
      if case .examples(let classes?) = resource.kind {
        classCount = (classes.max() ?? 0) + 1
        guard classes.count == exampleCount else {
          throw EvaluationError(
            .invalidInput,
            "the resource has labels of \(classes.count) examples, but there are \(exampleCount); give one "
              + "label for each")
        }
      }
      // Two examples of each class in each fold, as in scikit-learn.
      limits = 2 * foldCount * classCount...max(exampleCount, 2 * foldCount * classCount)
    }
    var least = limits.lowerBound
    if case .count(let count) = minimum.kind { least = count }
    let most = maximum ?? (parameter == nil ? exampleCount : limits.upperBound)
    guard least <= most else {
      throw EvaluationError(
        .invalidInput,
        "the first iteration needs \(least) resources, but there are at most \(most); set minResources to "
          + "fewer, or allow more")
    }
    if parameter == nil, most > exampleCount {
      throw EvaluationError(
        .invalidInput,
        "maxResources is \(most), but there are \(exampleCount) examples; omit it to use all of them"
      )
    }
    return least...most
  }

  /// The iterations of a number of candidates.
  ///
  /// - Throws: ``EvaluationError`` if the resource of an iteration is not a value of its parameter.
  func schedule(candidateCount: Int, within bounds: ClosedRange<Int>) throws -> HalvingSchedule {
    let schedule = HalvingSchedule(
      candidateCount: candidateCount, smallest: bounds.lowerBound, maximum: bounds.upperBound,
      factor: factor, exhaustsResources: minimum == .exhaust,
      aggressiveElimination: isAggressive)
    if let parameter {
      for (number, iteration) in schedule.iterations.enumerated()
      where label(of: iteration.resources) == nil {
        throw EvaluationError(
          .invalidValue,
          "iteration \(number) needs \(iteration.resources) for \"\(parameter.name)\", which is not "
            + "\(parameter.distribution); change minResources, maxResources or its range")
      }
    }
    return schedule
  }

  /// The label of the parameter that is the resource; nil if it is not a possible value, and if examples are
  /// the resource.
  func label(of resources: Int) -> JSONValue? {
    guard let distribution = parameter?.distribution,
      let value = distribution.value(labelled: .int(resources)), distribution.canDraw(value)
    else { return nil }
    return distribution.label(of: value)
  }
}

extension Distribution {
  /// The least and the greatest positive integer within the bounds; nil if there is none.
  fileprivate var integerBounds: ClosedRange<Int>? {
    let (low, high): (Int, Int)
    switch self {
    case .int(let int): (low, high) = (max(1, int.low), int.high)
    case .float(let float):
      // The limits are those of integers that are exact as floating-point values.
      low = Int(min(max(1, float.low.rounded(.up)), 0x1p53))
      high = Int(min(max(0, float.high.rounded(.down)), 0x1p53))
    case .categorical: return nil
    }
    return low <= high ? low...high : nil
  }
}
