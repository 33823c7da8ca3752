import Synchronization

@testable import Attune

/// Machines with clocks that tests control.
final class World: Sendable {
  private struct Clocks {
    var uptime = Duration.zero
    var now = Timestamp.now()
  }

  private let clocks = Mutex(Clocks())

  /// Advances the clocks of all machines.
  func pass(_ duration: Duration) {
    clocks.withLock { clocks in
      clocks.uptime += duration
      clocks.now.microsecondsSince1970 += Int64(duration / .microseconds(1))
    }
  }

  /// This process on another machine, whose clock is wrong by an offset.
  func host(_ machine: String, clockOffset: Duration = .zero) -> Environment {
    let current = ProcessIdentity.current
    return host(
      ProcessIdentity(
        machine: machine, boot: current.boot, namespace: current.namespace, number: current.number,
        start: current.start), clockOffset: clockOffset)
  }

  /// A machine on which a process runs.
  ///
  /// - Parameters:
  ///   - visibility: Returns the visibility of another process on the machine.
  ///   - bootAge: The time since its boot, by its clock; that of this machine if left out.
  ///   - isLocal: Whether no other machine writes to its files.
  func host(
    _ process: ProcessIdentity, clockOffset: Duration = .zero,
    visibility: @escaping @Sendable (Int) -> ProcessVisibility = ProcessVisibility.init(of:),
    bootAge: Duration? = nil, isLocal: Bool = true
  ) -> Environment {
    var host = Environment(
      process: process, uptime: { self.clocks.withLock { $0.uptime } },
      now: {
        var time = self.clocks.withLock { $0.now }
        time.microsecondsSince1970 += Int64(clockOffset / .microseconds(1))
        return time
      })
    host.visibility = visibility
    host.isLocalFile = { _ in isLocal }
    if let bootAge {
      host.bootTime = { [now = host.now] in
        var time = now()
        time.microsecondsSince1970 -= Int64(bootAge / .microseconds(1))
        return time
      }
    }
    return host
  }
}
