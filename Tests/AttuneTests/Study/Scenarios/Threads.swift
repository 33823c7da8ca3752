import Dispatch
import Synchronization

/// Threads for tests that need several at a time.
enum Threads {
  private final class Failures: Sendable {
    let list = Mutex<[any Error]>([])
  }

  /// Runs a closure on several threads, waits for all, and rethrows an error of one of them.
  static func run(count: Int, _ body: @escaping @Sendable (Int) throws -> Void) throws {
    let failures = Failures()
    let group = DispatchGroup()
    for index in 0..<count {
      DispatchQueue(label: "attune.tests.\(index)").async(group: group) {
        do { try body(index) } catch { failures.list.withLock { $0.append(error) } }
      }
    }
    group.wait()
    if let failure = failures.list.withLock({ $0.first }) { throw failure }
  }
}

/// A barrier where threads wait until a given number has arrived.
final class Barrier: Sendable {
  private let missing: Mutex<Int>
  private let gate = DispatchSemaphore(value: 0)

  init(count: Int) {
    missing = Mutex(count)
  }

  /// Waits for the others; does not wait after all have arrived.
  func arrive() {
    let isLast = missing.withLock { missing in
      missing -= 1
      return missing == 0
    }
    if !isLast { gate.wait() }
    gate.signal()
  }
}
