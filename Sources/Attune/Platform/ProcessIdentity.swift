#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Android)
  import Android
#endif

/// What tells a running process from all others, those that come later with its number included.
struct ProcessIdentity: Sendable, Hashable {
  /// The machine, by its name and, where it has one, its own identifier.
  let machine: String
  /// The boot of the machine.
  let boot: String
  /// The name space, as that of a container, in which the number is valid.
  let space: String
  /// The number of the process.
  let number: Int
  /// When it started, in a unit of the system's own.
  let start: Int

  /// This process.
  static let current: ProcessIdentity = {
    let (boot, space) = currentBoot()
    return ProcessIdentity(
      machine: currentMachine(), boot: boot, space: space, number: Int(getpid()),
      start: ProcessSight.ownStart ?? 0)
  }()

  /// What is known of this process at a place.
  ///
  /// - Parameters:
  ///   - host: The place, with the process that asks.
  ///   - heartbeat: When this process gave its last heartbeat, by its own clock.
  ///   - journal: The file to which this process writes; nil for memory.
  func liveness(seenFrom host: Host, heartbeat: Timestamp?, journal: String?) -> Liveness.Process {
    let observer = host.process
    guard machine == observer.machine else { return .unknown }
    guard boot == observer.boot else {
      return isOfEarlierBoot(host, heartbeat, journal) ? .ended : .unknown
    }
    guard space == observer.space, Self.canCompareNumbers(self) else { return .unknown }
    switch host.look(number) {
    case .visible(let start): return start == self.start ? .visible : .ended
    case .hidden: return .hidden
    case .absent: return .ended
    }
  }

  /// Whether the boot was an earlier one of the machine of an observer.
  ///
  /// Two machines can have the same name and identifier, as clones of one image have. But a file on
  /// a local file system is written by processes of the running boot alone, so those of another
  /// boot have ended. That their last heartbeat was before the running boot began is asked for as
  /// well, since a local file system can be exported to other machines.
  private func isOfEarlierBoot(_ host: Host, _ heartbeat: Timestamp?, _ journal: String?) -> Bool {
    guard let heartbeat, let start = host.bootTime(), heartbeat < start else { return false }
    return journal.map(host.isLocalFile) ?? true
  }

  /// Whether the number says which process it is, by boot and name space.
  private static func canCompareNumbers(_ identity: ProcessIdentity) -> Bool {
    #if canImport(Darwin)
      true
    #else
      !identity.boot.isEmpty && !identity.space.isEmpty
    #endif
  }

  private static func currentMachine() -> String {
    var buffer = [CChar](repeating: 0, count: 256)
    gethostname(&buffer, buffer.count - 1)
    let host = String(
      decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    #if canImport(Darwin)
      return host
    #else
      let identifier = SystemFile.contents(of: "/etc/machine-id").prefix { $0 != "\n" }
      return identifier.isEmpty ? host : "\(host) \(identifier)"
    #endif
  }

  private static func currentBoot() -> (boot: String, space: String) {
    #if canImport(Darwin)
      // The start of a process is a time of day there, which no later boot repeats.
      return ("", "")
    #else
      let boot = SystemFile.contents(of: "/proc/sys/kernel/random/boot_id").prefix { $0 != "\n" }
      return (String(boot), SystemFile.target(of: "/proc/self/ns/pid"))
    #endif
  }
}
