/// Points at which estimators are evaluated: tables of shape [point][row of the layout], in flat
/// arrays.
struct ParzenPoints: Sendable {
  let layout: ParzenLayout

  /// The recorded values.
  private(set) var values: [Double] = []

  /// The coordinates; on a grid, the lower bounds of the cells.
  private(set) var lows: [Double] = []

  /// The coordinates; on a grid, the upper bounds of the cells; for choices, the penalties of the
  /// prior.
  private(set) var highs: [Double] = []

  /// Creates an empty table.
  init(layout: ParzenLayout, capacity: Int) {
    self.layout = layout
    values.reserveCapacity(capacity * layout.axes.count)
    lows.reserveCapacity(capacity * layout.axes.count)
    highs.reserveCapacity(capacity * layout.axes.count)
  }

  /// The number of points.
  var count: Int { layout.axes.isEmpty ? 0 : values.count / layout.axes.count }

  /// Appends the next recorded value; points are filled one after the other, in the order of the
  /// rows.
  mutating func append(_ value: Double, along axis: ParzenAxis, prior: ParzenPrior) {
    values.append(value)
    switch axis {
    case .categorical:
      lows.append(value)
      highs.append(prior.penalty(of: value))
    case .numeric(let axis):
      let cell = axis.cell(around: value)
      lows.append(cell.lowerBound)
      highs.append(cell.upperBound)
    }
  }

  /// The recorded values of a point in the order of the space.
  func values(of point: Int) -> [Double] {
    var values = [Double](repeating: 0, count: layout.axes.count)
    for (row, parameter) in layout.parameters.enumerated() {
      values[parameter] = self.values[point * layout.axes.count + row]
    }
    return values
  }

  /// Appends a point.
  ///
  /// - Parameter point: The recorded values in the order of the space.
  mutating func append(_ point: [Double]) {
    for (row, parameter) in layout.parameters.enumerated() {
      append(point[parameter], along: layout.axes[row], prior: layout.priors[row])
    }
  }

  /// The points without the parameters that another layout does not have.
  ///
  /// - Parameters:
  ///   - layout: The layout of a space that has only some of the parameters.
  ///   - parameters: The indices of these parameters in the space of the points.
  func projected(to layout: ParzenLayout, parameters: [Int]) -> ParzenPoints {
    if parameters.count == self.layout.parameters.count { return self }
    var points = ParzenPoints(layout: layout, capacity: count)
    for index in 0..<count {
      let values = values(of: index)
      points.append(parameters.map { values[$0] })
    }
    return points
  }
}
