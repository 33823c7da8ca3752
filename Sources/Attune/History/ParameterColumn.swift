/// One parameter over all finished trials with a value, kept so that models need not collect it.
struct ParameterColumn: Sendable {
  /// The recorded value by trial number; NaN where the trial has none or does not count.
  private(set) var values: [Double] = []

  /// The numbers of the trials that have a value, by ascending value, equal ones by number.
  private(set) var order: [Int32] = []

  /// Enters the value of a trial.
  ///
  /// - Complexity: O(log *n*) comparisons and one move of memory.
  mutating func insert(_ value: Double, number: Int) {
    guard !value.isNaN else { return }
    if values.count <= number {
      values.append(contentsOf: repeatElement(.nan, count: number + 1 - values.count))
    }
    values[number] = value
    let place = order.partitioningIndex { other in
      let otherValue = values[Int(other)]
      return otherValue > value || (otherValue == value && Int(other) > number)
    }
    order.insert(Int32(number), at: place)
  }

  /// The value of a trial; NaN when there is none.
  func value(number: Int) -> Double {
    number < values.count ? values[number] : .nan
  }
}
