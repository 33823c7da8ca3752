import Synchronization

/// A warning that is printed at most once.
final class OneTimeWarning: Sendable {
  private let isGiven = Mutex(false)
  private let give: @Sendable (String) -> Void

  init(_ give: @escaping @Sendable (String) -> Void) {
    self.give = give
  }

  func callAsFunction(_ text: @autoclosure () -> String) {
    let isFirst = isGiven.withLock { isGiven in
      defer { isGiven = true }
      return !isGiven
    }
    if isFirst { give(text()) }
  }
}
