/// Trial numbers in an order that the caller defines.
///
/// They are stored in chunks, so that an insertion moves the rest of one chunk and not of all
/// numbers.
struct SortedNumbers: Sendable {
  private static let chunkSize = 512

  /// The numbers in order; no chunk is empty.
  private(set) var chunks: [[Int32]] = []

  private(set) var count = 0

  /// Inserts a number after all those that precede it.
  ///
  /// - Complexity: O(log *n*) comparisons.
  mutating func insert(_ number: Int32, precedes: (Int32) -> Bool) {
    count += 1
    guard !chunks.isEmpty else {
      chunks = [[number]]
      return
    }
    let chunk = Swift.max(0, chunks.partitioningIndex { !precedes($0[0]) } - 1)
    let index = chunks[chunk].partitioningIndex { !precedes($0) }
    chunks[chunk].insert(number, at: index)
    guard chunks[chunk].count > Self.chunkSize else { return }
    let half = chunks[chunk].count / 2
    chunks.insert(Array(chunks[chunk].dropFirst(half)), at: chunk + 1)
    chunks[chunk].removeLast(chunks[chunk].count - half)
  }
}

extension SortedNumbers: Sequence {
  func makeIterator() -> some IteratorProtocol<Int32> { chunks.joined().makeIterator() }
}
