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
    history: TrialHistory, space: SearchSpace, layout: ParzenLayout, split: TrialSplit,
    running: [TrialSnapshot], usesPublishedSamples: Bool
  ) {
    let columns = layout.parameters.map {
      history.column(of: space.parameters[$0].name) ?? ParameterColumn()
    }
    let size = columns.map(\.coordinates.count).min() ?? 0
    var isUsable = Self.usable(columns, layout, size)
    let good = split.below.filter { $0 < size && isUsable[$0] }
    below = Self.points(good, layout, columns)
    for number in good { isUsable[number] = false }

    var numbers: [Int32] = []
    numbers.reserveCapacity(size + running.count)
    for number in 0..<size where isUsable[number] { numbers.append(Int32(number)) }
    let extra = running.compactMap { trial in
      Self.point(of: trial, space, layout, usesPublishedSamples).map { (trial.number, $0) }
    }
    above = Self.points(numbers, layout, columns, extra)
  }

  /// Which trials have a coordinate in every column, and a choice that the space still has.
  private static func usable(
    _ columns: [ParameterColumn], _ layout: ParzenLayout, _ size: Int
  ) -> [Bool] {
    var isUsable = [Bool](repeating: true, count: size)
    for (column, axis) in zip(columns, layout.axes) {
      var limit = Double.infinity
      if case .categorical(let choiceCount) = axis { limit = Double(choiceCount) }
      column.coordinates.withUnsafeBufferPointer { coordinates in
        isUsable.withUnsafeMutableBufferPointer { isUsable in
          // Not so for NaN either.
          for number in 0..<size where !(coordinates[number] < limit) { isUsable[number] = false }
        }
      }
    }
    return isUsable
  }

  /// The points of a few trials.
  private static func points(
    _ numbers: [Int], _ layout: ParzenLayout, _ columns: [ParameterColumn]
  ) -> Observations {
    var table = Observations(layout: layout, count: numbers.count)
    for (row, column) in columns.enumerated() {
      for (place, number) in numbers.enumerated() {
        table.coordinates[row * table.stride + place] = column.coordinates[number]
      }
    }
    table.sort()
    return table
  }

  /// The points of most trials and some extra ones, all by number.
  ///
  /// The order of each column is taken from the history rather than found anew.
  private static func points(
    _ numbers: [Int32], _ layout: ParzenLayout, _ columns: [ParameterColumn],
    _ extra: [(number: Int, point: [Double])]
  ) -> Observations {
    var table = Observations(layout: layout, count: numbers.count + extra.count)
    let extraPlaces = extra.enumerated().map { index, trial in
      index + numbers.partitioningIndex { Int($0) >= trial.number }
    }
    var placeOf = [Int32](repeating: -1, count: columns.map(\.coordinates.count).max() ?? 0)
    var skipped = 0
    for (index, number) in numbers.enumerated() {
      while skipped < extra.count, extraPlaces[skipped] == index + skipped { skipped += 1 }
      placeOf[Int(number)] = Int32(index + skipped)
    }
    for (row, column) in columns.enumerated() {
      table.fill(row: row, with: column, at: placeOf)
      for (index, place) in extraPlaces.enumerated() {
        table.insert(
          extra[index].point[row], at: place, row: row, sortedCount: numbers.count + index)
      }
    }
    return table
  }

  /// The coordinates of a running trial, recorded or announced.
  private static func point(
    of trial: TrialSnapshot, _ space: SearchSpace, _ layout: ParzenLayout,
    _ usesPublishedSamples: Bool
  ) -> [Double]? {
    let published = usesPublishedSamples ? PublishedSample.values(of: trial) : nil
    var point: [Double] = []
    for (axis, index) in zip(layout.axes, layout.parameters) {
      let parameter = space.parameters[index]
      let label = trial.parameters[parameter.name] ?? published?[parameter.name]
      guard let label, let value = parameter.distribution.value(labelled: label) else {
        return nil
      }
      switch axis {
      case .numeric(let axis): point.append(axis.encode(value.recorded))
      case .categorical: point.append(value.recorded)
      }
    }
    return point
  }
}

extension Observations {
  /// Fills a row with those coordinates of a column that have a place, and sorts them.
  fileprivate mutating func fill(row: Int, with column: ParameterColumn, at placeOf: [Int32]) {
    let (rowStart, sortedStart) = (row * stride, row * count)
    column.coordinates.withUnsafeBufferPointer { values in
      placeOf.withUnsafeBufferPointer { placeOf in
        coordinates.withUnsafeMutableBufferPointer { coordinates in
          for number in values.indices where placeOf[number] >= 0 {
            coordinates[rowStart + Int(placeOf[number])] = values[number]
          }
        }
        sorted.withUnsafeMutableBufferPointer { sorted in
          places.withUnsafeMutableBufferPointer { places in
            var next = sortedStart
            for chunk in column.order.chunks {
              for number in chunk where placeOf[Int(number)] >= 0 {
                sorted[next] = values[Int(number)]
                places[next] = placeOf[Int(number)]
                next += 1
              }
            }
          }
        }
      }
    }
  }

  /// Adds a coordinate to a row of which some are there.
  fileprivate mutating func insert(
    _ coordinate: Double, at place: Int, row: Int, sortedCount: Int
  ) {
    coordinates[row * stride + place] = coordinate
    let start = row * count
    var index = start + sortedCount
    while index > start,
      (sorted[index - 1], Int(places[index - 1])) > (coordinate, place)
    {
      sorted[index] = sorted[index - 1]
      places[index] = places[index - 1]
      index -= 1
    }
    sorted[index] = coordinate
    places[index] = Int32(place)
  }
}
