/// Limits between which all values lie but the outliers, those far from the middle half of the others.
///
/// - Note: J. W. Tukey, "Exploratory Data Analysis", 1977, section 2D: values beyond the outer fences,
///   three times the interquartile range away from the quartiles, are far out. Where that finds none,
///   equal values count once, so that a penalty that many trials share is found.
struct AxisLimits {
  /// How many times the interquartile range outliers lie from the quartiles.
  private static let fence = 3.0
  /// How many times the room the other values must gain.
  private static let gain = 5.0
  /// Of fewer different values, none is called an outlier.
  private static let leastCount = 4
  /// How many times the smallest value the largest one is on a logarithmic axis.
  private static let logRatio = 100.0

  /// Which values are best, if any: that side is never clipped.
  let best: Direction?
  /// Values that must lie between the limits.
  let kept: [Double]

  init(best: Direction?, keeping kept: [Double] = []) {
    self.best = best
    self.kept = kept
  }

  /// Whether values are easier to read on a logarithmic axis.
  ///
  /// - Parameter sorted: Finite values, ascending.
  func suitsLogarithm(_ sorted: [Double]) -> Bool {
    guard let low = sorted.first, low > 0 else { return false }
    // Outliers alone do not make the others span decades.
    let range = clipped(sorted, isLog: true)
    guard range.upperBound / range.lowerBound >= Self.logRatio else { return false }
    let inside = sorted.filter(range.contains)
    let median = inside[inside.count / 2]
    return median - range.lowerBound <= (range.upperBound - range.lowerBound) / 5
  }

  /// The range of the values without outliers; the whole range where clipping would gain little.
  ///
  /// - Parameters:
  ///   - sorted: Finite values, ascending and at least one; above zero if logarithmic.
  ///   - isLog: Whether distances are those of logarithms.
  func clipped(_ sorted: [Double], isLog: Bool) -> ClosedRange<Double> {
    var levels: [Double] = []
    for value in sorted where levels.last != value { levels.append(value) }
    let whole = levels[0]...levels[levels.count - 1]
    guard levels.count >= Self.leastCount else { return whole }
    let range = clipped(values: sorted, isLog: isLog)
    return range == whole ? clipped(values: levels, isLog: isLog) : range
  }

  private func clipped(values: [Double], isLog: Bool) -> ClosedRange<Double> {
    let last = values.count - 1
    let whole = values[0]...values[last]
    // Distances of huge values may be infinite: then no fence is crossed.
    let places = isLog ? values.map(Math.log) : values
    var (low, high) = (0, last)
    if best != .maximize {
      // Quartiles are rounded away from the side in question: a few values make a wide fence.
      let (first, third) = (places[last / 4], places[last * 3 / 4])
      let fence = third + Self.fence * (third - first)
      high = places.lastIndex { $0 <= fence } ?? last
      if let most = kept.max() { high = max(high, values.lastIndex { $0 <= most } ?? 0) }
    }
    if best != .minimize {
      let (first, third) = (places[last - last * 3 / 4], places[last - last / 4])
      let fence = first - Self.fence * (third - first)
      low = places.firstIndex { $0 >= fence } ?? 0
      if let least = kept.min() { low = min(low, values.firstIndex { $0 >= least } ?? last) }
    }
    // Halves, because the difference of two huge numbers of different signs is infinite.
    func length(_ low: Int, _ high: Int) -> Double { places[high] / 2 - places[low] / 2 }
    let least = length(low, high) * Self.gain
    // Equal values need no room.
    guard least > 0, length(0, last) > least else { return whole }
    // A side that costs little room is not clipped.
    if length(0, high) <= least { return values[0]...values[high] }
    if length(low, last) <= least { return values[low]...values[last] }
    return values[low]...values[high]
  }
}
