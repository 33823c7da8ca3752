/// One parameter over all finished trials with a value, kept so that models need not collect it.
struct ParameterColumn: Sendable {
  /// The coordinate by trial number, a logarithm where the scale is logarithmic; NaN where the trial has
  /// none or does not count.
  private(set) var coordinates: [Double] = []

  /// The numbers of the trials that have a coordinate, by ascending coordinate, equal ones by number.
  private(set) var order = SortedNumbers()

  /// Enters the coordinate of a trial.
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

  /// Whether a trial that meets a condition has a coordinate.
  ///
  /// - Complexity: O(log *n* + *k*) for *k* trials with the coordinate.
  func contains(_ coordinate: Double, where condition: (Int) -> Bool) -> Bool {
    let chunks = order.chunks
    let first = max(0, chunks.partitioningIndex { coordinates[Int($0[0])] >= coordinate } - 1)
    for chunk in chunks[first...] {
      for number in chunk[chunk.partitioningIndex { coordinates[Int($0)] >= coordinate }...] {
        guard coordinates[Int(number)] == coordinate else { return false }
        if condition(Int(number)) { return true }
      }
    }
    return false
  }

  /// The coordinate of a trial; NaN when there is none.
  func coordinate(number: Int) -> Double {
    number < coordinates.count ? coordinates[number] : .nan
  }
}
