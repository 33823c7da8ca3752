/// An array stored in chunks, so that changing a shared array copies one chunk and not all
/// elements.
///
/// It has value semantics, like `Array`. Appending to a shared array, or changing one of its
/// elements, copies at most one chunk and the list of chunks.
///
/// - Complexity: Subscript O(1); append and mutation amortized O(1), O(128 + *n*/128) if shared.
struct ChunkedArray<Element> {
  private static var chunkSize: Int { 128 }

  private var chunks: [[Element]] = []

  private(set) var count = 0

  mutating func append(_ element: consuming Element) {
    if count % Self.chunkSize == 0 {
      var chunk: [Element] = []
      chunk.reserveCapacity(Self.chunkSize)
      chunks.append(chunk)
    }
    chunks[count / Self.chunkSize].append(element)
    count += 1
  }
}

extension ChunkedArray: Sendable where Element: Sendable {}

extension ChunkedArray: RandomAccessCollection, MutableCollection {
  var startIndex: Int { 0 }
  var endIndex: Int { count }

  subscript(index: Int) -> Element {
    get { chunks[index / Self.chunkSize][index % Self.chunkSize] }
    _modify { yield &chunks[index / Self.chunkSize][index % Self.chunkSize] }
  }
}
