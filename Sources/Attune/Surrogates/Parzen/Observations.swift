/// Points of a search space laid out as the kernels of a mixture: a row for each dimension.
struct Observations: Sendable {
  /// How many points there are.
  let count: Int

  /// The length of a row: room for a prior, made up to a multiple of the width of vectors.
  let stride: Int

  /// The coordinates, rows in succession, the points of each oldest first and then the prior.
  var coordinates: [Double]

  /// The coordinates of each row by ascending value, `count` of them in succession.
  var sorted: [Double]

  /// Where the sorted coordinates stand in their rows, equal ones oldest first.
  var places: [Int32]

  /// Creates a table of zeros, with the centres of the prior behind the points.
  init(layout: ParzenLayout, count: Int) {
    self.count = count
    stride = (count + 8) / 8 * 8
    let rowCount = layout.axes.count
    coordinates = [Double](repeating: 0, count: rowCount * stride)
    for (row, axis) in layout.axes.enumerated() {
      coordinates[row * stride + count] = axis.priorCentre
    }
    sorted = [Double](repeating: 0, count: rowCount * count)
    places = [Int32](repeating: 0, count: rowCount * count)
  }

  /// Fills in the sorted coordinates of all rows.
  mutating func sort() {
    guard count > 0 else { return }
    for row in 0..<coordinates.count / stride {
      let values = coordinates[row * stride..<row * stride + count]
      let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
      for (place, index) in order.enumerated() {
        sorted[row * count + place] = values[index]
        places[row * count + place] = Int32(index - row * stride)
      }
    }
  }
}
