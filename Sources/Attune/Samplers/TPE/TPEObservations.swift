/// Collects from a history the points that TPE's two estimators are built on.
struct TPEObservations {
  /// The points of the good trials, the oldest first.
  let below: Observations

  /// The points of all other trials, running ones included, the oldest first.
  let above: Observations

  /// Collects the trials that have every parameter of a space.
  ///
  /// - Parameters:
  ///   - running: Trials that count as not good, so that nobody samples next to them.
  ///   - usesPublishedSamples: Whether running trials count with the parameters that they are going
  ///     to take.
  /// - Complexity: O(*n* · *d*) for *n* trials and *d* parameters: the history keeps its columns
  ///   sorted.
  init(
    history: TrialHistory, space: SearchSpace, split: TrialSplit, running: [TrialSnapshot],
    usesPublishedSamples: Bool
  ) {
    let columns = space.parameters.map { history.column(of: $0.name) ?? ParameterColumn() }
    let limits = space.parameters.map { parameter in
      if case .categorical(let categorical) = parameter.distribution {
        return Double(categorical.choices.count)
      }
      return .infinity
    }
    func point(_ number: Int) -> [Double]? {
      var point: [Double] = []
      for (column, limit) in zip(columns, limits) {
        let value = column.value(number: number)
        guard value < limit else { return nil }
        point.append(value)
      }
      return point
    }
    let good = split.below.compactMap(point)
    below = Observations(
      columns: columns.indices.map { axis in good.map { $0[axis] } })

    let extra = running.compactMap { trial in
      Self.point(of: trial, space, usesPublishedSamples).map { (trial.number, $0) }
    }
    above = Self.rest(columns, limits, Set(split.below), extra)
  }

  /// The trials that are not good, by number; each column's order is filtered from that of the
  /// history rather than sorted anew.
  private static func rest(
    _ columns: [ParameterColumn], _ limits: [Double], _ good: Set<Int>,
    _ extra: [(number: Int, point: [Double])]
  ) -> Observations {
    let size = columns.map(\.values.count).min() ?? 0
    var rows: [Int32] = []
    rows.reserveCapacity(size)
    var extraIndex = 0
    var source: [Int32] = []
    source.reserveCapacity(size + extra.count)
    var rowOf = [Int32](repeating: -1, count: size)
    func takeExtra(before number: Int) {
      while extraIndex < extra.count, extra[extraIndex].number < number {
        source.append(Int32(-1 - extraIndex))
        extraIndex += 1
      }
    }
    // A row counts when every column has a usable value there.
    var usable = [Bool](repeating: true, count: size)
    for (column, limit) in zip(columns, limits) {
      column.values.withUnsafeBufferPointer { values in
        for number in 0..<size where !(values[number] < limit) { usable[number] = false }
      }
    }
    for number in good where number < size { usable[number] = false }
    for number in 0..<size where usable[number] {
      takeExtra(before: number)
      rowOf[number] = Int32(source.count)
      source.append(Int32(number))
    }
    takeExtra(before: .max)

    var values: [[Double]] = []
    var orders: [[Int32]] = []
    for (axis, column) in columns.enumerated() {
      let axisValues = source.map { number in
        number >= 0 ? column.values[Int(number)] : extra[Int(-1 - number)].point[axis]
      }
      var order: [Int32] = []
      order.reserveCapacity(source.count)
      for number in column.order where Int(number) < size && rowOf[Int(number)] >= 0 {
        order.append(rowOf[Int(number)])
      }
      for (row, number) in source.enumerated() where number < 0 {
        let value = axisValues[row]
        let place = order.partitioningIndex { other in
          (axisValues[Int(other)], Int(other)) > (value, row)
        }
        order.insert(Int32(row), at: place)
      }
      values.append(axisValues)
      orders.append(order)
    }
    return Observations(columns: values, orders: orders)
  }

  /// The recorded values of a running trial, or those it has announced.
  private static func point(
    of trial: TrialSnapshot, _ space: SearchSpace, _ usesPublishedSamples: Bool
  ) -> [Double]? {
    let published = usesPublishedSamples ? PublishedSample.values(of: trial) : nil
    var point: [Double] = []
    for parameter in space.parameters {
      let label = trial.parameters[parameter.name] ?? published?[parameter.name]
      guard let label, let value = parameter.distribution.value(labelled: label) else {
        return nil
      }
      point.append(value.recorded)
    }
    return point
  }
}
