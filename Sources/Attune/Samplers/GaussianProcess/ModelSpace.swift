/// All parameters that trials of a study have had, as the coordinates of a Gaussian process.
///
/// A trial need not have all of them: an inactive number is in the middle of its range, and an inactive
/// choice is a separate category, so that trials of different branches share what they have in common.
///
/// - Note: J.-C. Lévesque, A. Durand, C. Gagné and R. Sabourin, "Bayesian Optimization for Conditional
///   Hyperparameter Spaces", IJCNN 2017, doi:10.1109/IJCNN.2017.7965867, on imputed values.
struct ModelSpace: Sendable {
  /// A parameter and its coordinate.
  struct Axis: Sendable, Hashable {
    let name: Name
    let distribution: Distribution
    /// The possible coordinates.
    let search: SearchAxis
    /// The indices of the choices in ascending order; nil without an order.
    let order: [Int]?
    /// The positions of the choices in their order, by index; nil without an order.
    private let ranks: [Int]?

    init(_ name: Name, _ distribution: Distribution, order: [Int]?) {
      self.name = name
      self.distribution = distribution
      self.order = order
      ranks = order.map { order in
        var ranks = order
        for (rank, index) in order.enumerated() { ranks[index] = rank }
        return ranks
      }
      search =
        switch distribution {
        case .categorical(let categorical) where order != nil:
          .stepped(SteppedLevels(count: categorical.choices.count))
        default: distribution.searchAxis
        }
    }

    /// The coordinate of a value; nil if it is of another kind.
    func coordinate(of label: JSONValue) -> Double? {
      guard let value = distribution.value(labelled: label) else { return nil }
      guard case .choice(let index) = value else { return distribution.position(of: value) }
      guard case .stepped(let levels) = search else { return Double(index) }
      return ranks.map { levels.coordinate($0[index]) }
    }

    /// Whether a value is of the kind and in the range of the parameter.
    func contains(_ label: JSONValue) -> Bool {
      distribution.value(labelled: label).map(distribution.contains) ?? false
    }

    /// The value at a coordinate.
    func value(at coordinate: Double) -> ParameterValue {
      switch (search, distribution) {
      case (.categorical, _): .choice(Int(coordinate))
      case (.stepped(let levels), .categorical):
        .choice(ranks?.firstIndex(of: levels.nearest(to: coordinate)) ?? 0)
      default: distribution.value(at: coordinate)
      }
    }

    /// The number of a value among those of a discrete parameter; nil for a continuous one.
    func level(at coordinate: Double) -> Int? {
      switch search {
      case .continuous, .interval, .fixed: nil
      case .stepped(let levels): levels.nearest(to: coordinate)
      case .categorical: Int(coordinate)
      }
    }

    /// The coordinate that means that a trial does not have the parameter.
    var inactive: Double { search.kind == .category ? -1 : 0.5 }
  }

  /// The parameters in the order in which the trials first had them.
  let axes: [Axis]

  /// Whether points have a last coordinate with the study of a trial: 0 for the own study, and 1 for an
  /// earlier one.
  let hasSources: Bool

  /// Which parameters a trial has, by the values of discrete ones and by its study.
  let branches: BranchTree

  /// The coordinates of trials, with nil for parameters that a trial does not have.
  typealias Point = [Double?]

  /// Creates the space of some parameters, and learns from trials which of these depend on others.
  ///
  /// - Parameters:
  ///   - points: The trials of the study.
  ///   - sources: The trials of an earlier study; nil for none.
  init(_ axes: [Axis], learnedFrom points: [Point], sources: [Point]? = nil) {
    self.axes = axes
    hasSources = sources != nil
    func example(_ point: Point, study: Int) -> BranchTree.Example {
      var example = BranchTree.Example(
        isActive: point.map { $0 != nil },
        levels: zip(axes, point).map { axis, coordinate in coordinate.flatMap(axis.level) })
      if sources != nil {
        example.isActive.append(true)
        example.levels.append(study)
      }
      return example
    }
    branches = BranchTree(
      points.map { example($0, study: 0) } + (sources ?? []).map { example($0, study: 1) },
      isOrdered: axes.map { $0.search.kind == .numeric } + (sources == nil ? [] : [false]))
  }

  /// The kinds of the coordinates.
  var kinds: [CoordinateTable.Kind] {
    axes.map(\.search.kind) + (hasSources ? [.category] : [])
  }

  /// The possible coordinates of a trial of the study.
  var searchAxes: [SearchAxis] {
    axes.map(\.search) + (hasSources ? [.fixed(0, .category)] : [])
  }

  /// The coordinates of a trial's parameters.
  ///
  /// - Complexity: O(*d*) hash values for *d* parameters.
  static func point(of parameters: ParameterList, on axes: [Axis]) -> Point {
    var values: [Name: JSONValue] = [:]
    for parameter in parameters { values[parameter.key] = parameter.value }
    return axes.map { axis in values[axis.name].flatMap(axis.coordinate) }
  }

  /// The coordinates with those of inactive parameters imputed.
  ///
  /// - Parameter isSource: Whether the trial belongs to an earlier study.
  func imputed(_ point: Point, isSource: Bool = false) -> [Double] {
    zip(axes, point).map { $1 ?? $0.inactive } + (hasSources ? [isSource ? 1 : 0] : [])
  }

  /// Whether a trial of the study at a point has each of the parameters.
  func isActive(at point: [Double]) -> [Bool] {
    guard branches.hasBranches else { return [Bool](repeating: true, count: axes.count) }
    let isActive = branches.isActive { index in
      index < axes.count ? axes[index].level(at: point[index]) ?? 0 : 0
    }
    return Array(isActive.prefix(axes.count))
  }

  /// The point with the coordinates of the parameters imputed that a trial there does not have.
  ///
  /// - Parameter kept: The indices of parameters that the trial has in any case.
  func canonical(_ point: [Double], keeping kept: Set<Int> = []) -> [Double] {
    guard branches.hasBranches else { return point }
    var result = point
    for (index, isActive) in isActive(at: point).enumerated()
    where !isActive && !kept.contains(index) {
      result[index] = axes[index].inactive
    }
    return result
  }
}

extension Distribution {
  /// The coordinates of the values; those of a range with more values than doubles can distinguish are
  /// continuous.
  fileprivate var searchAxis: SearchAxis {
    let limit = 1 << 40
    switch self {
    case .categorical(let categorical): return .categorical(categorical.choices.count)
    case .float(let float):
      guard let step = float.step, let count = valueCount, count <= limit,
        (float.high - float.low + step).isFinite, (float.low - step / 2).isFinite,
        (float.high + step / 2).isFinite
      else { return .continuous }
      return .stepped(SteppedLevels(low: float.low, step: step, count: count))
    case .int(let int):
      guard let count = valueCount, count <= limit else { return .continuous }
      return .stepped(
        SteppedLevels(
          low: Double(int.low), step: Double(int.step), count: count,
          isLogarithmic: int.scale == .log))
    }
  }
}
