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
    let number = Int(getpid())
    let (boot, space) = currentBoot()
    return ProcessIdentity(
      machine: currentMachine(), boot: boot, space: space, number: number,
      start: startTime(of: number) ?? 0)
  }()

  /// Whether the process has ended; nil when the observer, which is to be this process, cannot know:
  /// from another machine or name space.
  func hasEnded(seenBy observer: ProcessIdentity) -> Bool? {
    guard machine == observer.machine else { return nil }
    if boot != observer.boot { return true }
    return space == observer.space ? Self.startTime(of: number) != start : nil
  }

  private static func currentMachine() -> String {
    var buffer = [CChar](repeating: 0, count: 256)
    gethostname(&buffer, buffer.count - 1)
    let host = String(
      decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    #if canImport(Darwin)
      return host
    #else
      let identifier = contents(of: "/etc/machine-id").prefix { $0 != "\n" }
      return identifier.isEmpty ? host : "\(host) \(identifier)"
    #endif
  }

  private static func currentBoot() -> (boot: String, space: String) {
    #if canImport(Darwin)
      // The start of a process is a time of day there, which no later boot repeats.
      return ("", "")
    #else
      let boot = contents(of: "/proc/sys/kernel/random/boot_id").prefix { $0 != "\n" }
      var link = [CChar](repeating: 0, count: 64)
      let length = max(0, readlink("/proc/self/ns/pid", &link, link.count))
      let space = String(decoding: link[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
      return (String(boot), space)
    #endif
  }

  /// When a process started; nil when there is none of that number.
  private static func startTime(of number: Int) -> Int? {
    #if canImport(Darwin)
      var query = [CTL_KERN, KERN_PROC, KERN_PROC_PID, Int32(number)]
      var info = kinfo_proc()
      var size = MemoryLayout<kinfo_proc>.stride
      guard sysctl(&query, 4, &info, &size, nil, 0) == 0, size > 0 else { return nil }
      let start = info.kp_proc.p_un.__p_starttime
      return Int(start.tv_sec) * 1_000_000 + Int(start.tv_usec)
    #else
      // The second field is the name in parentheses and may hold anything, so count from its end.
      let line = contents(of: "/proc/\(number)/stat")
      guard let name = line.lastIndex(of: ")") else { return nil }
      let fields = line[name...].split(separator: " ")
      // A zombie has ended; its parent has not noticed yet.
      guard fields.count > 20, fields[1] != "Z", fields[1] != "X" else { return nil }
      return Int(fields[20])
    #endif
  }

  #if !canImport(Darwin)
    private static func contents(of path: String) -> String {
      guard let file = fopen(path, "r") else { return "" }
      defer { fclose(file) }
      var buffer = [UInt8](repeating: 0, count: 4096)
      let count = fread(&buffer, 1, buffer.count, file)
      return String(decoding: buffer[..<count], as: UTF8.self)
    }
  #endif
}
