internal import Attune

extension RandomStream {
  /// Shuffles the elements uniformly (Fisher–Yates).
  ///
  /// The standard library does not promise that the result of its shuffle stays the same between
  /// versions.
  mutating func shuffle<Element>(_ elements: inout [Element]) {
    for last in elements.indices.dropFirst().reversed() {
      elements.swapAt(last, index(below: last + 1))
    }
  }
}
