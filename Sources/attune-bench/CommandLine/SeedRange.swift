/// Seeds given on a command line, such as `0-19` or `1,2,5`.
struct SeedRange {
  /// The seeds in the given order.
  let seeds: [UInt64]

  /// Parses a range or a list.
  init(_ text: String) throws {
    let bounds = text.split(separator: "-", omittingEmptySubsequences: false).map { UInt32($0) }
    if bounds.count == 2, let first = bounds[0], let last = bounds[1], first <= last {
      seeds = (first...last).map(UInt64.init)
    } else {
      let numbers = text.split(separator: ",", omittingEmptySubsequences: false).map { UInt32($0) }
      guard !numbers.contains(nil) else {
        throw CommandError(
          "--seeds needs a range such as 0-19 or a list such as 1,2,5, not \(text)")
      }
      seeds = numbers.compactMap { $0.map(UInt64.init) }
    }
  }
}
