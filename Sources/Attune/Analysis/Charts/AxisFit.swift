/// A scale chosen for some values, with counts of the values that it does not show.
///
/// All axes and colour scales use this type to choose between linear and logarithmic, and to set
/// their limits.
struct AxisFit: Sendable, Hashable {
  /// The kind of values.
  enum Kind: Sendable {
    /// Floating-point values.
    case float
    /// Integers; ticks are integers too.
    case integer
    /// Seconds since the start of 1970.
    case time
  }

  let scale: ChartScale
  /// The smallest and the largest value that are shown to scale; 0...0 without values.
  let range: ClosedRange<Double>
  /// The number of values above the upper limit.
  private(set) var aboveCount = 0
  /// The number of values below the lower limit.
  private(set) var belowCount = 0
  /// The number of values that are not positive and have no position on a logarithmic scale.
  private(set) var nonpositiveCount = 0
  /// The number of values that are infinite or NaN.
  private(set) var nonfiniteCount = 0

  /// Chooses a scale.
  ///
  /// - Parameters:
  ///   - values: All values of the chart, including those that are not drawn.
  ///   - options: The requested scale and clipping.
  ///   - kind: The kind of values.
  ///   - best: The direction of the best values, if any; that side is never clipped.
  ///   - kept: Values that must be shown to scale, such as the best feasible one.
  ///   - anchor: A value at which the axis should start unless that side is clipped.
  ///   - margin: The margin on both sides, as a fraction of the length.
  /// - Complexity: O(*n* log *n*) for *n* values.
  init(
    _ values: some Sequence<Double>, _ options: AxisOptions = .readable, kind: Kind = .float,
    best: Direction? = nil, keeping kept: [Double] = [], from anchor: Double? = nil,
    margin: Double = 0.04
  ) {
    var finite: [Double] = []
    for value in values {
      if value.isFinite { finite.append(value) } else { nonfiniteCount += 1 }
    }
    finite.sort()
    let limits = AxisLimits(best: best, keeping: kept.filter(\.isFinite))
    let isLog =
      switch options.scale {
      case .automatic: kind != .time && limits.suitsLogarithm(finite)
      case .linear: false
      case .log: kind != .time && (finite.last ?? 0) > 0
      }
    let positioned = isLog ? Array(finite.drop { $0 <= 0 }) : finite
    nonpositiveCount = finite.count - positioned.count
    var range = (positioned.first ?? 0)...(positioned.last ?? 0)
    if options.clipsOutliers, !positioned.isEmpty {
      range = limits.clipped(positioned, isLog: isLog)
    }
    self.range = range
    var covered = positioned.isEmpty ? [] : [range.lowerBound, range.upperBound]
    if let anchor, let low = positioned.first, let high = positioned.last, !isLog {
      // A clipped side is not extended to the anchor.
      if anchor <= low ? range.lowerBound == low : anchor >= high && range.upperBound == high {
        covered.append(anchor)
      }
    }
    scale =
      kind == .time
      ? .covering(times: covered)
      : .covering(covered, margin: margin, isInteger: kind == .integer, isLog: isLog)
    if let limits = scale.limits {
      aboveCount = positioned.count { $0 > limits.upperBound }
      belowCount = positioned.count { $0 < limits.lowerBound }
    }
  }

  /// Whether the scale is logarithmic.
  var isLog: Bool { if case .log = scale { true } else { false } }

  /// Whether the scale differs from a linear one of all finite values.
  var isAdapted: Bool { isLog || aboveCount + belowCount > 0 }

  /// Returns the position of a value on the scale, from 0 to 1; outliers are at the ends.
  func position(of value: Double) -> Double {
    guard let limits = scale.limits, value > limits.lowerBound else { return 0 }
    return value >= limits.upperBound ? 1 : scale.fraction(of: value)
  }

  /// Returns notes on the values that are not shown to scale, one sentence each.
  ///
  /// - Parameters:
  ///   - name: The name of the quantity; nil to omit it.
  ///   - marked: How values beyond the limits are marked, in parentheses.
  func notes(of name: String?, marked: String = " (triangles at the edge)") -> [String] {
    func counted(_ count: Int) -> String {
      (count == 1 ? "1 value" : "\(count) values") + (name.map { " of " + $0 } ?? "")
    }
    var notes: [String] = []
    if let limits = scale.limits {
      if aboveCount > 0 {
        notes.append(
          "\(counted(aboveCount)) above \(text(limits.upperBound)) not shown to scale\(marked).")
      }
      if belowCount > 0 {
        notes.append(
          "\(counted(belowCount)) below \(text(limits.lowerBound)) not shown to scale\(marked).")
      }
    }
    if nonpositiveCount > 0 {
      notes.append(
        "Omitted \(counted(nonpositiveCount)) at or below 0, since the scale is logarithmic.")
    }
    if nonfiniteCount > 0 {
      notes.append(
        "Omitted \(counted(nonfiniteCount)) that \(nonfiniteCount == 1 ? "is" : "are") not finite.")
    }
    return notes
  }

  private func text(_ limit: Double) -> String {
    if case .time = scale { return ChartScale.timestamp(limit).shortText }
    return PlotText.number(limit)
  }
}
