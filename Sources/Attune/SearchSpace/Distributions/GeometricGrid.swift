/// Grids whose adjacent values have a constant ratio.
enum GeometricGrid {
  /// The maximum number of values, since all of them are recorded with each trial.
  private static let maximumCount = 1000

  /// The values `low * factor^k` that do not exceed `high`.
  ///
  /// They are exact in decimals where the digits suffice, see ``DecimalGrid/products(of:by:through:)``.
  static func values(
    in range: ClosedRange<Double>, factor: Double
  ) throws(SearchSpaceError) -> [Double] {
    guard range.lowerBound > 0, range.upperBound.isFinite else {
      throw SearchSpaceError(
        .invalidRange,
        "a geometric grid needs a finite range above zero, not "
          + "\(range.lowerBound)...\(range.upperBound)")
    }
    guard factor > 1, factor.isFinite else { throw invalidFactor("\(factor)", "above 1") }
    let values = DecimalGrid.products(
      of: range.lowerBound, by: factor, through: range.upperBound, maximumCount: maximumCount + 1)
    try checkCount(values.count)
    return values
  }

  /// The values `low * factor^k` that do not exceed `high`.
  static func values(in range: ClosedRange<Int>, factor: Int) throws(SearchSpaceError) -> [Int] {
    guard range.lowerBound >= 1, range.upperBound <= 1 << 53 else {
      throw SearchSpaceError(
        .invalidRange,
        "a geometric grid needs integers from 1 to 2^53, not "
          + "\(range.lowerBound)...\(range.upperBound)")
    }
    guard factor >= 2 else { throw invalidFactor("\(factor)", "at least 2") }
    var values: [Int] = []
    var next: Int? = range.lowerBound
    while let value = next, value <= range.upperBound {
      values.append(value)
      let (product, overflow) = value.multipliedReportingOverflow(by: factor)
      next = overflow ? nil : product
    }
    return values
  }

  private static func invalidFactor(_ factor: String, _ limit: String) -> SearchSpaceError {
    SearchSpaceError(.invalidStep, "the factor \(factor) is not a finite number \(limit)")
  }

  private static func checkCount(_ count: Int) throws(SearchSpaceError) {
    guard count <= maximumCount else {
      throw SearchSpaceError(
        .invalidStep,
        "the factor gives more than \(maximumCount) values; give a larger one, or omit it and use "
          + "scale: .log")
    }
  }
}
