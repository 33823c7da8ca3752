/// A choice of a bounded number of elements that stands for all.
enum Downsampling {
  /// The places of what is kept, ascending: all if there are few enough.
  ///
  /// - Parameters:
  ///   - count: How many there are.
  ///   - limit: How many are kept at most.
  ///   - first: The places of those that matter most, by importance; half of what is kept at most.
  ///     The rest is spread evenly.
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
