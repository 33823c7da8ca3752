import Attune
import Synchronization

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Android)
  import Android
#endif

/// A running program, with a supervisor that stops it.
final class SupervisedProgram {
  /// An event of the program.
  enum Event {
    case output([UInt8])
    /// Nothing happened during a pause.
    case timeout
    /// The program has ended, and all its output has been delivered.
    case ended(ProcessEnd)
  }

  /// The longest time that `next()` waits, in milliseconds.
  private static let pause: Int32 = 100

  private struct Supervisors {
    var numbers: Set<pid_t> = []
    /// Whether this process adopts what a supervisor leaves behind; nil before the first start.
    var adoptsOrphans: Bool?
  }

  /// Locked while a program starts: a program started between the creation of a pipe and its
  /// close-on-exec flag would inherit the pipe, and a lifeline with two holders is never closed.
  private static let supervisors = Mutex(Supervisors())

  private let supervisor: pid_t
  private let output: FileHandle
  /// Never written to; closing it stops the program.
  private var lifeline: FileHandle?
  private var knownEnd: ProcessEnd?
  private var isOutputOver = false
  private var shortPause: Int32 = 1
  /// The number of bytes that are still read after the program has ended: more than any pipe holds.
  ///
  /// A process that has left the program's group may keep the pipe open and write to it forever.
  private var restLimit = 1 << 20

  /// Checks that the limit of open files allows a number of programs at a time.
  static func check(parallelism: Int) throws(CommandError) {
    var limit = rlimit()
    #if canImport(Glibc)
      let result = getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    #else
      let result = getrlimit(RLIMIT_NOFILE, &limit)
    #endif
    // Three for each program (output, lifeline, output file), and those of this process.
    let needed = 3 * parallelism + 32
    guard result == 0, limit.rlim_cur < UInt64(needed) else { return }
    throw CommandError(
      "\(parallelism) programs at a time need \(needed) open files, and the limit is "
        + "\(limit.rlim_cur); raise it with `ulimit -n`, or give a smaller --parallel")
  }

  /// Starts a program with empty input; standard output and standard error are one stream.
  init(_ words: [String], environment: ProcessEnvironment) throws {
    (supervisor, output, lifeline) = try Self.supervisors.withLock { supervisors in
      // Existing children, for example of a shell that executed this program, and their orphans
      // must not be killed.
      supervisors.adoptsOrphans =
        supervisors.adoptsOrphans ?? (!ProcessTree.hasChildren && ProcessTree.adoptOrphans())
      let null = FileHandle(open("/dev/null", O_RDONLY | O_CLOEXEC))
      let output = try FileHandle.pipe()
      let lifeline = try FileHandle.pipe()
      let supervisor = try Spawning.start(
        [Supervisor.executable, Supervisor.verb] + words, environment: environment, ownGroup: true,
        files: [
          STDIN_FILENO: null, STDOUT_FILENO: output.writing,
          STDERR_FILENO: output.writing,
          Supervisor.lifeline: lifeline.reading,
        ])
      supervisors.numbers.insert(supervisor)
      return (supervisor, output.reading, lifeline.writing)
    }
    _ = fcntl(output.descriptor, F_SETFL, O_NONBLOCK)
  }

  /// Waits for the next event, at most the pause.
  func next() -> Event {
    var poll = pollfd(fd: isOutputOver ? -1 : output.descriptor, events: Int16(POLLIN), revents: 0)
    // After the output has ended, the program ends soon.
    if isOutputOver { shortPause = min(2 * shortPause, Self.pause) }
    systemPoll(&poll, 1, isOutputOver ? shortPause : Self.pause)
    // Checked before reading, so that everything written before the end is read.
    let end = end()
    if !isOutputOver, let bytes = output.read() {
      if end != nil { restLimit -= bytes.count }
      isOutputOver = bytes.isEmpty || restLimit <= 0
      if !bytes.isEmpty { return .output(bytes) }
    }
    return end.map { .ended($0) } ?? .timeout
  }

  /// Asks the program to exit, and kills it if it does not.
  ///
  /// Passes the remaining output to a closure.
  func stop(_ take: ([UInt8]) -> Void) {
    lifeline = nil
    // A suspended supervisor does not react and is killed.
    let limit = ContinuousClock.now + Supervisor.grace * 2 + .seconds(1)
    var isKilled = false
    while true {
      if !isKilled, ContinuousClock.now > limit {
        kill(supervisor, SIGKILL)
        isKilled = true
      }
      switch next() {
      case .output(let bytes): take(bytes)
      case .timeout: break
      case .ended: return
      }
    }
  }

  /// How the program ended; nil while it is running.
  private func end() -> ProcessEnd? {
    guard knownEnd == nil else { return knownEnd }
    Self.supervisors.withLock { supervisors in
      var status: Int32 = 0
      guard waitpid(supervisor, &status, WNOHANG) == supervisor else { return }
      supervisors.numbers.remove(supervisor)
      let end = ProcessEnd(status: status)
      knownEnd = end
      // A supervisor ends as its program does, or was killed itself and left the program behind.
      if case .signal = end, supervisors.adoptsOrphans == true {
        ProcessTree.killChildren(except: supervisors.numbers, within: Supervisor.grace)
      }
    }
    return knownEnd
  }
}

// Named differently from the variable that would shadow the C function.
@discardableResult
private func systemPoll(_ files: UnsafeMutablePointer<pollfd>, _ count: Int, _ time: Int32) -> Int32
{
  poll(files, nfds_t(count), time)
}
