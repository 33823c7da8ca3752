/// The values of one parameter over all complete and pruned trials, kept up to date for the
/// samplers' models.
struct ParameterColumn: Sendable {
  /// The coordinates by trial number, logarithms if the scale is logarithmic; NaN for trials
  /// without the parameter and trials that are not part of the column.
  private(set) var coordinates: [Double] = []

  /// The numbers of the trials that have a coordinate, sorted by coordinate, then by number.
  private(set) var order = SortedNumbers()

  /// Inserts the coordinate of a trial; ignores NaN.
  ///
  /// - Complexity: O(log *n*) comparisons.
  mutating func insert(_ coordinate: Double, number: Int) {
    guard !coordinate.isNaN else { return }
    if coordinates.count <= number {
      coordinates.append(
        contentsOf: repeatElement(.nan, count: number + 1 - coordinates.count))
    }
    coordinates[number] = coordinate
    coordinates.withUnsafeBufferPointer { coordinates in
      order.insert(Int32(number)) { other in
        let otherCoordinate = coordinates[Int(other)]
        return otherCoordinate < coordinate
          || (otherCoordinate == coordinate && Int(other) < number)
      }
    }
  }

  /// The number of a trial that has the coordinate and satisfies a condition; nil if there is none.
  ///
  /// - Complexity: O(log *n* + *k*) for *n* trials, *k* of which have the coordinate.
  func first(at coordinate: Double, where condition: (Int) -> Bool) -> Int? {
    let chunks = order.chunks
    let first = max(0, chunks.partitioningIndex { coordinates[Int($0[0])] >= coordinate } - 1)
    for chunk in chunks[first...] {
      for number in chunk[chunk.partitioningIndex { coordinates[Int($0)] >= coordinate }...] {
        guard coordinates[Int(number)] == coordinate else { return nil }
        if condition(Int(number)) { return Int(number) }
      }
    }
    return nil
  }

  /// The coordinate of a trial; NaN if it has none.
  func coordinate(number: Int) -> Double {
    number < coordinates.count ? coordinates[number] : .nan
  }
}
