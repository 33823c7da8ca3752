/// The limits of an axis without outliers, which are values far from the interquartile range.
///
/// - Note: J. W. Tukey, "Exploratory Data Analysis", 1977, section 2D: values beyond the outer fences,
///   three times the interquartile range away from the quartiles, are outliers. If there are none,
///   duplicates are removed and the rule is applied again, to detect a penalty that many trials share.
struct AxisLimits {
  /// The distance of outliers from the quartiles, in interquartile ranges.
  private static let fence = 3.0
  /// The minimum magnification of the other values for which an axis is clipped.
  private static let minimumGain = 5.0
  /// The minimum number of distinct values for outlier detection.
  private static let minimumCount = 4
  /// The minimum ratio of the largest to the smallest value on a logarithmic axis.
  private static let logRatio = 100.0

  /// The direction of the best values, if any; that side is never clipped.
  let best: Direction?
  /// Values that must lie within the limits.
  let kept: [Double]

  init(best: Direction?, keeping kept: [Double] = []) {
    self.best = best
    self.kept = kept
  }

  /// Whether values are more readable on a logarithmic axis.
  ///
  /// - Parameter sorted: Finite values, ascending.
  func suitsLogarithm(_ sorted: [Double]) -> Bool {
    guard let low = sorted.first, low > 0 else { return false }
    // Outliers do not count: the other values must span decades.
    let range = clipped(sorted, isLog: true)
    guard range.upperBound / range.lowerBound >= Self.logRatio else { return false }
    let inside = sorted.filter(range.contains)
    let median = inside[inside.count / 2]
    return median - range.lowerBound <= (range.upperBound - range.lowerBound) / 5
  }

  /// Returns the range of the values without outliers, or the whole range if clipping would gain little.
  ///
  /// - Parameters:
  ///   - sorted: At least one finite value, in ascending order; positive if logarithmic.
  ///   - isLog: Whether distances are measured between logarithms.
  func clipped(_ sorted: [Double], isLog: Bool) -> ClosedRange<Double> {
    var levels: [Double] = []
    for value in sorted where levels.last != value { levels.append(value) }
    let whole = levels[0]...levels[levels.count - 1]
    guard levels.count >= Self.minimumCount else { return whole }
    let range = clipped(values: sorted, isLog: isLog)
    return range == whole ? clipped(values: levels, isLog: isLog) : range
  }

  private func clipped(values: [Double], isLog: Bool) -> ClosedRange<Double> {
    let last = values.count - 1
    let whole = values[0]...values[last]
    // Distances of huge values may be infinite; then there are no outliers.
    let positions = isLog ? values.map(Math.log) : values
    var (low, high) = (0, last)
    if best != .maximize {
      // Quartiles are rounded away from the tested side, so that few values give a wide fence.
      let (first, third) = (positions[last / 4], positions[last * 3 / 4])
      let fence = third + Self.fence * (third - first)
      high = positions.lastIndex { $0 <= fence } ?? last
      if let most = kept.max() { high = max(high, values.lastIndex { $0 <= most } ?? 0) }
    }
    if best != .minimize {
      let (first, third) = (positions[last - last * 3 / 4], positions[last - last / 4])
      let fence = first - Self.fence * (third - first)
      low = positions.firstIndex { $0 >= fence } ?? 0
      if let least = kept.min() { low = min(low, values.firstIndex { $0 >= least } ?? last) }
    }
    // Halving prevents overflow of the difference.
    func length(_ low: Int, _ high: Int) -> Double { positions[high] / 2 - positions[low] / 2 }
    let least = length(low, high) * Self.minimumGain
    // Equal values have length 0.
    guard least > 0, length(0, last) > least else { return whole }
    // A side is not clipped if that would gain little.
    if length(0, high) <= least { return values[0]...values[high] }
    if length(low, last) <= least { return values[low]...values[last] }
    return values[low]...values[high]
  }
}
