/// The different values among the elements of a list, and which elements have them.
struct Classes<Value: Hashable> {
  /// The different values, in the order in which they appear.
  private(set) var values: [Value] = []

  /// For each value the indices of the elements that have it, in ascending order.
  private(set) var members: [[Int]] = []

  /// Finds the values of a list.
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
