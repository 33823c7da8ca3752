/// The rules that decide whether the owner of a running trial or of a lock is alive or lost.
///
/// All code that needs this decision uses these rules.
///
/// | | Evidence | Result |
/// | --- | --- | --- |
/// | 1 | Its process is visible: a process has its number and start time | alive |
/// | | The number is unused, the start time differs, or the boot has ended | lost |
/// | 2 | A process with its number exists, but is hidden from this user | alive |
/// | 3 | It holds the kernel's lock on the journal | alive |
/// | 4 | Its lease has expired without a heartbeat | lost |
///
/// The first row that applies decides. Without evidence the owner is alive.
enum Liveness {
  /// What is known about a process.
  enum Process: Sendable, Hashable, CaseIterable {
    /// It is running.
    case visible
    /// A process with its number is running, but is hidden from this user.
    case hidden
    /// It has ended.
    case ended
    /// It belongs to another machine, namespace or boot.
    case unknown
  }

  /// What is known about the kernel's lock that the owner may hold.
  enum KernelLock: Sendable, Hashable, CaseIterable {
    /// The owner holds it.
    case held
    /// It is free, or its holder is unknown.
    case unknown
  }

  /// Whether the owner is alive according to the evidence.
  ///
  /// - Parameters:
  ///   - process: What is known about the owner's process.
  ///   - lock: Evaluated only if the process is unknown.
  ///   - isLeaseExpired: Evaluated only if process and lock are unknown.
  static func isAlive(
    _ process: Process, lock: @autoclosure () -> KernelLock = .unknown,
    isLeaseExpired: @autoclosure () -> Bool
  ) -> Bool {
    switch process {
    case .visible, .hidden: return true
    case .ended: return false
    case .unknown: break
    }
    switch lock() {
    case .held: return true
    case .unknown: return !isLeaseExpired()
    }
  }
}
