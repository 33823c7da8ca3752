import Foundation
import Synchronization

/// A point at which threads wait for each other, so that a race occurs each time.
final class Meeting: Sendable {
  private let arrivals = Atomic(0)

  /// Waits until another thread arrives, but at most for 20 milliseconds.
  func wait() {
    let own = arrivals.add(1, ordering: .relaxed).newValue
    let end = Date.now + 0.02
    while arrivals.load(ordering: .relaxed) == own, Date.now < end {
      Thread.sleep(forTimeInterval: 0.000_1)
    }
  }
}
