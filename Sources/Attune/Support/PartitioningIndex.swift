extension RandomAccessCollection {
  /// Returns the index of the first element in the second half of a partitioned collection.
  ///
  /// - Complexity: O(log *n*).
  func partitioningIndex(where belongsToSecondHalf: (Element) -> Bool) -> Index {
    var low = startIndex
    var length = count
    while length > 0 {
      let half = length / 2
      let middle = index(low, offsetBy: half)
      if belongsToSecondHalf(self[middle]) {
        length = half
      } else {
        low = index(after: middle)
        length -= half + 1
      }
    }
    return low
  }
}

extension RandomAccessCollection where Element: Comparable {
  /// Whether a sorted collection contains an element.
  ///
  /// - Complexity: O(log *n*).
  func containsSorted(_ element: Element) -> Bool {
    let index = partitioningIndex { $0 >= element }
    return index < endIndex && self[index] == element
  }
}
