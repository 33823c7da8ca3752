/// The distinct values of a list, and the indices of the elements that have each of them.
struct Classes<Value: Hashable> {
  /// The distinct values, in order of first occurrence.
  private(set) var values: [Value] = []

  /// For each value, the indices of the elements that have it, in ascending order.
  private(set) var members: [[Int]] = []

  /// Groups the elements of a list by value.
  ///
  /// - Complexity: O(*n*) for *n* elements.
  init(_ elements: some Collection<Value>) {
    var positions: [Value: Int] = [:]
    for (index, value) in elements.enumerated() {
      if let position = positions[value] {
        members[position].append(index)
      } else {
        positions[value] = values.count
        values.append(value)
        members.append([index])
      }
    }
  }
}

extension Classes where Value: Comparable {
  /// The indices of the elements that have each value, in ascending order of the values.
  var sortedMembers: [[Int]] {
    values.indices.sorted { values[$0] < values[$1] }.map { members[$0] }
  }
}
