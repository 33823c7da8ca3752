import Foundation

/// Delays of storages with a race, so that the race occurs each time.
enum Meeting {
  /// Waits until a condition holds, but at most for 50 milliseconds.
  static func wait(for condition: () -> Bool) {
    let end = Date.now + 0.05
    while !condition(), Date.now < end { Thread.sleep(forTimeInterval: 0.000_1) }
  }
}
