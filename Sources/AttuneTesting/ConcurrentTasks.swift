import Dispatch
import Synchronization

/// Runs closures concurrently.
enum ConcurrentTasks {
  private final class Outcome: Sendable {
    let errors = Mutex<[any Error]>([])
    let arrivals = Atomic(0)
  }

  /// Runs a closure `count` times concurrently and waits for all calls; all start at the same time.
  ///
  /// - Throws: The first error that a call throws; ``ContractViolation`` when a call has not
  ///   returned after two minutes, since the storage keeps a lock.
  static func run(
    count: Int, _ body: @escaping @Sendable (Int) throws -> Void
  ) throws {
    let outcome = Outcome()
    let group = DispatchGroup()
    for index in 0..<count {
      // A separate queue has its own thread, so that calls may wait for each other.
      DispatchQueue(label: "attune.contract.\(index)").async(group: group) {
        outcome.arrivals.add(1, ordering: .relaxed)
        while outcome.arrivals.load(ordering: .relaxed) < count { pause() }
        do {
          try body(index)
        } catch {
          outcome.errors.withLock { $0.append(error) }
        }
      }
    }
    guard group.wait(timeout: .now() + 120) == .success else {
      throw ContractViolation("every call returns: no lock is kept after a call")
    }
    if let error = outcome.errors.withLock({ $0.first }) { throw error }
  }

  /// Waits for a tenth of a millisecond.
  static func pause() {
    _ = DispatchSemaphore(value: 0).wait(timeout: .now() + .microseconds(100))
  }
}
