/// Decides whether the owner of a running trial or of a lock is still there: here and nowhere else.
///
/// | | Evidence | Means |
/// | --- | --- | --- |
/// | 1 | Its process is visible: the number is in use, by a process with the recorded start time | alive |
/// | | The number is free or of a process with another start time; its boot is over | lost |
/// | 2 | A process with its number exists, but is hidden from this user | alive |
/// | 3 | It holds the kernel's lock on the journal | alive |
/// | 4 | Its lease has expired: no heartbeat for so long | lost |
///
/// The first row that says something decides. Without evidence the owner is alive.
enum Liveness {
  /// What is known of a process.
  enum Process: Sendable, Hashable, CaseIterable {
    /// It is running.
    case visible
    /// A process of its number is running, and this user cannot see which one.
    case hidden
    case ended
    /// It would be on another machine, in another name space, or in another boot.
    case unknown
  }

  /// What is known of the kernel's lock that the owner may hold.
  enum KernelLock: Sendable, Hashable, CaseIterable {
    case held
    /// It is free, or nothing says that it is the owner who holds it.
    case unknown
  }

  /// Whether the owner is alive, as far as the evidence goes.
  ///
  /// - Parameters:
  ///   - lock: Asked for only when the process says nothing.
  ///   - isLeaseExpired: Asked for only when nothing else says anything.
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
