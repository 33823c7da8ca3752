internal import Attune

extension RandomStream {
  /// Puts elements into an order in which every other was as likely.
  ///
  /// The standard library does not promise that its own shuffle will give the same order tomorrow.
  mutating func shuffle<Element>(_ elements: inout [Element]) {
    for last in elements.indices.dropFirst().reversed() {
      elements.swapAt(last, index(below: last + 1))
    }
  }
}
