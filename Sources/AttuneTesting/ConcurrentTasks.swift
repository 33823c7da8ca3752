import Dispatch
import Synchronization

/// Runs closures concurrently.
enum ConcurrentTasks {
  /// Runs a closure `count` times concurrently, waits for all calls, and returns the errors they threw.
  static func run(
    count: Int, _ body: @escaping @Sendable (Int) throws -> Void
  ) -> [any Error] {
    final class Failures: Sendable {
      let list = Mutex<[any Error]>([])
    }
    let failures = Failures()
    let group = DispatchGroup()
    for index in 0..<count {
      DispatchQueue(label: "attune.contract.\(index)").async(group: group) {
        do {
          try body(index)
        } catch {
          failures.list.withLock { $0.append(error) }
        }
      }
    }
    group.wait()
    return failures.list.withLock { $0 }
  }
}
