#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Android)
  import Android
#endif

/// The identity of a process, which differs from that of a later process with the same number.
struct ProcessIdentity: Sendable, Hashable {
  /// The host name of the machine, followed by its identifier if it has one.
  let machine: String
  /// The identifier of the machine's boot.
  let boot: String
  /// The PID namespace in which the number is valid, such as that of a container.
  let namespace: String
  /// The process number (PID).
  let number: Int
  /// The start time, in a unit that depends on the system.
  let start: Int

  /// The host name of the machine, which has no spaces.
  var hostName: String { String(machine.prefix { $0 != " " }) }

  /// This process.
  static let current: ProcessIdentity = {
    let (boot, namespace) = currentBoot()
    return ProcessIdentity(
      machine: currentMachine(), boot: boot, namespace: namespace, number: Int(getpid()),
      start: ProcessVisibility.ownStart ?? 0)
  }()

  /// Returns what is known about this process in an environment.
  ///
  /// - Parameters:
  ///   - environment: The environment of the observing process.
  ///   - heartbeat: The time of this process's last heartbeat, by its own clock.
  ///   - file: The path of the file that this process writes; nil if it writes none.
  func liveness(seenFrom environment: Environment, heartbeat: Timestamp?, file: String?)
    -> Liveness.Process
  {
    let observer = environment.process
    guard machine == observer.machine else { return .unknown }
    guard boot == observer.boot else {
      return isOfEarlierBoot(environment, heartbeat, file) ? .ended : .unknown
    }
    guard namespace == observer.namespace, Self.canCompareNumbers(self) else { return .unknown }
    switch environment.visibility(number) {
    case .visible(let start): return start == self.start ? .visible : .ended
    case .hidden: return .hidden
    case .absent: return .ended
    }
  }

  /// Whether the boot is an earlier one of the observer's machine.
  ///
  /// Two machines can have the same name and identifier, such as clones of one image. But only
  /// processes of the current boot write to a file on a local file system, so processes of another
  /// boot have ended. The last heartbeat must also be earlier than the current boot, since a local
  /// file system can be exported to other machines.
  private func isOfEarlierBoot(
    _ environment: Environment, _ heartbeat: Timestamp?, _ file: String?
  ) -> Bool {
    guard let heartbeat, let start = environment.bootTime(), heartbeat < start else { return false }
    return file.map(environment.isLocalFile) ?? false
  }

  /// Whether boot and namespace are known, so that the number identifies a process.
  private static func canCompareNumbers(_ identity: ProcessIdentity) -> Bool {
    #if canImport(Darwin)
      true
    #else
      !identity.boot.isEmpty && !identity.namespace.isEmpty
    #endif
  }

  private static func currentMachine() -> String {
    var buffer = [CChar](repeating: 0, count: 256)
    gethostname(&buffer, buffer.count - 1)
    let hostName = String(
      decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    #if canImport(Darwin)
      return hostName
    #else
      let identifier = SystemFile.contents(of: "/etc/machine-id").prefix { $0 != "\n" }
      return identifier.isEmpty ? hostName : "\(hostName) \(identifier)"
    #endif
  }

  private static func currentBoot() -> (boot: String, namespace: String) {
    #if canImport(Darwin)
      // The start time is a time of day there, so it differs between boots.
      return ("", "")
    #else
      let boot = SystemFile.contents(of: "/proc/sys/kernel/random/boot_id").prefix { $0 != "\n" }
      return (String(boot), SystemFile.target(of: "/proc/self/ns/pid"))
    #endif
  }
}
