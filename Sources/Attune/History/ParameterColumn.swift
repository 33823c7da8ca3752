/// One parameter over all finished trials with a value, kept so that models need not collect it.
struct ParameterColumn: Sendable {
  /// The coordinate by trial number, a logarithm where the scale is logarithmic; NaN where the trial has
  /// none or does not count.
  private(set) var coordinates: [Double] = []

  /// The numbers of the trials that have a coordinate, by ascending coordinate, equal ones by number.
  private(set) var order: [Int32] = []

  /// Enters the coordinate of a trial.
  ///
  /// - Complexity: O(log *n*) comparisons and one move of memory.
  mutating func insert(_ coordinate: Double, number: Int) {
    guard !coordinate.isNaN else { return }
    if coordinates.count <= number {
      coordinates.append(
        contentsOf: repeatElement(.nan, count: number + 1 - coordinates.count))
    }
    coordinates[number] = coordinate
    let place = order.partitioningIndex { other in
      let otherCoordinate = coordinates[Int(other)]
      return otherCoordinate > coordinate
        || (otherCoordinate == coordinate && Int(other) > number)
    }
    order.insert(Int32(number), at: place)
  }

  /// The numbers of the trials at a coordinate.
  ///
  /// - Complexity: O(log *n*).
  func numbers(at coordinate: Double) -> ArraySlice<Int32> {
    let start = order.partitioningIndex { coordinates[Int($0)] >= coordinate }
    let end = order.partitioningIndex { coordinates[Int($0)] > coordinate }
    return order[start..<end]
  }

  /// The coordinate of a trial; NaN when there is none.
  func coordinate(number: Int) -> Double {
    number < coordinates.count ? coordinates[number] : .nan
  }
}
