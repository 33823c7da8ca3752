import Testing

@testable import Attune

/// The liveness of owners for each combination of evidence.
@Suite struct LivenessTests {
  /// The expected results, by process, lock and lease.
  static let table: [(Liveness.Process, Liveness.KernelLock, isLeaseExpired: Bool, isAlive: Bool)] =
    [
      (.visible, .held, false, true), (.visible, .held, true, true),
      (.visible, .unknown, false, true), (.visible, .unknown, true, true),
      (.ended, .held, false, false), (.ended, .held, true, false),
      (.ended, .unknown, false, false), (.ended, .unknown, true, false),
      (.hidden, .held, false, true), (.hidden, .held, true, true),
      (.hidden, .unknown, false, true), (.hidden, .unknown, true, true),
      (.unknown, .held, false, true), (.unknown, .held, true, true),
      (.unknown, .unknown, false, true), (.unknown, .unknown, true, false),
    ]

  @Test(arguments: table)
  func `the first conclusive evidence decides`(
    process: Liveness.Process, lock: Liveness.KernelLock, isLeaseExpired: Bool, isAlive: Bool
  ) {
    #expect(
      Liveness.isAlive(process, lock: lock, isLeaseExpired: isLeaseExpired) == isAlive)
  }

  @Test func `the table is complete`() {
    let count = Liveness.Process.allCases.count * Liveness.KernelLock.allCases.count * 2
    #expect(Set(Self.table.map { "\($0.0) \($0.1) \($0.isLeaseExpired)" }).count == count)
  }

  // MARK: Processes

  /// A process and a host on which it is observed.
  struct Case: Sendable {
    var machine = "mars"
    var boot = "boot"
    var namespace = "namespace"
    /// The result of looking up its number.
    var visibility = ProcessVisibility.visible(start: 7)
    /// The time from the last heartbeat to the observer's boot, in seconds.
    var secondsBeforeBoot: Int64? = -10
    var isLocal = true
    var expected: Liveness.Process
  }

  @Test(arguments: [
    Case(expected: .visible),
    Case(visibility: .visible(start: 8), expected: .ended),
    Case(visibility: .hidden, expected: .hidden),
    Case(visibility: .absent, expected: .ended),
    Case(machine: "venus", expected: .unknown),
    Case(machine: "venus", visibility: .absent, expected: .unknown),
    Case(namespace: "container", visibility: .absent, expected: .unknown),
    Case(boot: "clone", expected: .unknown),
    Case(boot: "clone", visibility: .absent, expected: .unknown),
    Case(boot: "clone", secondsBeforeBoot: nil, expected: .unknown),
    Case(boot: "earlier", secondsBeforeBoot: 10, expected: .ended),
    Case(boot: "clone", secondsBeforeBoot: 10, isLocal: false, expected: .unknown),
    Case(machine: "venus", boot: "earlier", secondsBeforeBoot: 10, expected: .unknown),
  ])
  func `what is known about a process depends on the observing host`(_ example: Case) {
    func process(_ machine: String, _ boot: String, _ namespace: String) -> ProcessIdentity {
      ProcessIdentity(machine: machine, boot: boot, namespace: namespace, number: 4711, start: 7)
    }
    let bootTime = Timestamp(microsecondsSince1970: 1_000_000_000_000)
    let environment = Environment(
      process: process("mars", "boot", "namespace"),
      visibility: { $0 == 4711 ? example.visibility : .absent }, bootTime: { bootTime },
      isLocalFile: { _ in example.isLocal })
    let heartbeat = example.secondsBeforeBoot.map {
      Timestamp(microsecondsSince1970: bootTime.microsecondsSince1970 - $0 * 1_000_000)
    }
    let liveness = process(example.machine, example.boot, example.namespace)
      .liveness(seenFrom: environment, heartbeat: heartbeat, file: "s.journal")
    #expect(liveness == example.expected)
  }

  #if os(Linux)
    @Test func `a process without known boot and namespace is not identified by its number`() {
      let process = ProcessIdentity(machine: "mars", boot: "", namespace: "", number: 1, start: 0)
      let environment = Environment(process: process, visibility: { _ in .absent })
      #expect(process.liveness(seenFrom: environment, heartbeat: nil, file: nil) == .unknown)
    }
  #endif

  @Test func `this process is visible and impossible numbers are absent`() {
    let current = ProcessIdentity.current
    #expect(current.start > 0)
    #expect(ProcessVisibility(of: current.number) == .visible(start: current.start))
    for number in [0, -1, -current.number, Int.min, Int(Int32.max), Int(Int32.max) + 1, .max] {
      #expect(ProcessVisibility(of: number) == .absent, "\(number)")
    }
    #expect(ProcessVisibility(of: 1) != .absent)
  }

  #if os(Linux)
    @Test func `the boot of this machine is known and before the current time`() throws {
      let boot = try #require(Timestamp.ofBoot())
      #expect(boot < .now())
    }

    @Test func `virtual file systems of the kernel are not local`() {
      #expect(!LocalFileSystem.contains("/proc/self/stat"))
      #expect(!LocalFileSystem.contains("/no/such/file"))
    }
  #endif
}
