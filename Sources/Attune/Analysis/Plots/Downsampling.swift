/// Selection of a bounded number of representative elements.
enum Downsampling {
  /// Returns the indices of the kept elements in ascending order; all if there are at most `limit`.
  ///
  /// - Parameters:
  ///   - count: The number of elements.
  ///   - limit: The maximum number of kept elements.
  ///   - first: The indices of the most important elements, by importance. They make up at most half of
  ///     the kept elements; the rest is spread evenly.
  static func kept(_ count: Int, limit: Int, first: some Sequence<Int>) -> [Int] {
    guard count > limit else { return Array(0..<count) }
    var kept = Set(first.prefix(limit / 2))
    let rest = limit - kept.count
    for index in 0..<rest {
      kept.insert(rest == 1 ? 0 : index * (count - 1) / (rest - 1))
    }
    return kept.sorted()
  }
}
