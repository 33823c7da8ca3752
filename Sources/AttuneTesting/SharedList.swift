import Synchronization

/// A list that several threads extend.
final class SharedList<Element: Sendable>: Sendable {
  private let list = Mutex<[Element]>([])

  /// The elements in the order in which they were appended.
  var elements: [Element] { list.withLock { $0 } }

  func append(_ element: Element) {
    list.withLock { $0.append(element) }
  }
}
