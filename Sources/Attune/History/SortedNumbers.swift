/// Trial numbers in an order of somebody's choosing, in pieces, so that one more finds its place without
/// all behind it being moved.
struct SortedNumbers: Sendable {
  private static let chunkSize = 512

  /// The numbers in their order; no piece is empty.
  private(set) var chunks: [[Int32]] = []

  private(set) var count = 0

  /// Puts a number behind all those that precede it.
  ///
  /// - Complexity: O(log *n*) comparisons.
  mutating func insert(_ number: Int32, precedes: (Int32) -> Bool) {
    count += 1
    guard !chunks.isEmpty else {
      chunks = [[number]]
      return
    }
    let chunk = Swift.max(0, chunks.partitioningIndex { !precedes($0[0]) } - 1)
    let place = chunks[chunk].partitioningIndex { !precedes($0) }
    chunks[chunk].insert(number, at: place)
    guard chunks[chunk].count > Self.chunkSize else { return }
    let half = chunks[chunk].count / 2
    chunks.insert(Array(chunks[chunk].dropFirst(half)), at: chunk + 1)
    chunks[chunk].removeLast(chunks[chunk].count - half)
  }
}

extension SortedNumbers: Sequence {
  func makeIterator() -> some IteratorProtocol<Int32> { chunks.joined().makeIterator() }
}
