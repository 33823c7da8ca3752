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

/// A program at work, with a supervisor that ends it.
final class SupervisedProgram {
  /// What has come from the program.
  enum News {
    case output([UInt8])
    /// Nothing, for some time.
    case nothing
    /// It has ended, and all its output was told.
    case ended(ProcessEnd)
  }

  /// The longest time without a look at anything else, in milliseconds.
  private static let pause: Int32 = 100

  private struct Supervisors {
    var numbers: Set<pid_t> = []
    /// Whether what a supervisor leaves behind becomes a child of this process; nil before the first.
    var areReplaced: Bool?
  }

  /// Keeps one thread from starting a program between another's making a pipe and guarding it from being
  /// inherited; a lifeline with two holders would hold nobody.
  private static let supervisors = Mutex(Supervisors())

  private let supervisor: pid_t
  private let output: FileHandle
  /// Never written to; closing it ends the program.
  private var lifeline: FileHandle?
  private var knownEnd: ProcessEnd?
  private var isOutputOver = false
  private var shortPause: Int32 = 1
  /// How many bytes may still come behind the end: more than any pipe holds.
  ///
  /// What has left the program's group may hold the pipe open and write on for ever.
  private var restLimit = 1 << 20

  /// Makes sure that so many programs can run at a time.
  static func check(parallelism: Int) throws(CommandError) {
    var limit = rlimit()
    #if canImport(Glibc)
      let result = getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    #else
      let result = getrlimit(RLIMIT_NOFILE, &limit)
    #endif
    // For each its output, its lifeline and the file that keeps the output; and those of this process.
    let needed = 3 * parallelism + 32
    guard result == 0, limit.rlim_cur < UInt64(needed) else { return }
    throw CommandError(
      "\(parallelism) programs at a time need \(needed) open files, and this process may have "
        + "\(limit.rlim_cur); raise the limit by `ulimit -n`, or give a smaller --parallel")
  }

  /// Starts a program with nothing to read, whose output and errors come as one stream.
  init(_ words: [String], environment: ProcessEnvironment) throws {
    (supervisor, output, lifeline) = try Self.supervisors.withLock { supervisors in
      // Children that were there before, as of a shell that became this process, are not ours to end,
      // and neither is what they leave behind.
      supervisors.areReplaced =
        supervisors.areReplaced ?? (!ProcessTree.hasChildren && ProcessTree.adopt())
      let null = FileHandle(open("/dev/null", O_RDONLY | O_CLOEXEC))
      let output = try FileHandle.pipe()
      let lifeline = try FileHandle.pipe()
      let supervisor = try Spawning.start(
        [Supervisor.executable, Supervisor.verb] + words, environment: environment, ownGroup: true,
        files: [
          STDIN_FILENO: null.descriptor, STDOUT_FILENO: output.writing.descriptor,
          STDERR_FILENO: output.writing.descriptor,
          Supervisor.lifeline: lifeline.reading.descriptor,
        ])
      supervisors.numbers.insert(supervisor)
      return (supervisor, output.reading, lifeline.writing)
    }
    _ = fcntl(output.descriptor, F_SETFL, O_NONBLOCK)
  }

  /// Waits a little for something to happen.
  func next() -> News {
    var poll = pollfd(fd: isOutputOver ? -1 : output.descriptor, events: Int16(POLLIN), revents: 0)
    // Once the output is over, the end is near.
    if isOutputOver { shortPause = min(2 * shortPause, Self.pause) }
    systemPoll(&poll, 1, isOutputOver ? shortPause : Self.pause)
    // The end is looked for first, so that what was written before it has come by then.
    let end = end()
    if !isOutputOver, let bytes = output.read() {
      if end != nil { restLimit -= bytes.count }
      isOutputOver = bytes.isEmpty || restLimit <= 0
      if !bytes.isEmpty { return .output(bytes) }
    }
    return end.map { .ended($0) } ?? .nothing
  }

  /// Asks the program to end, and has it killed when it does not; hands on what it still has to say.
  func stop(_ take: ([UInt8]) -> Void) {
    lifeline = nil
    // A supervisor that was stopped itself does none of it.
    let limit = ContinuousClock.now + Supervisor.grace * 2 + .seconds(1)
    var isKilled = false
    while true {
      if !isKilled, ContinuousClock.now > limit {
        kill(supervisor, SIGKILL)
        isKilled = true
      }
      switch next() {
      case .output(let bytes): take(bytes)
      case .nothing: break
      case .ended: return
      }
    }
  }

  /// How the program ended; nil while it runs.
  private func end() -> ProcessEnd? {
    guard knownEnd == nil else { return knownEnd }
    Self.supervisors.withLock { supervisors in
      var status: Int32 = 0
      guard waitpid(supervisor, &status, WNOHANG) == supervisor else { return }
      supervisors.numbers.remove(supervisor)
      let end = ProcessEnd(status: status)
      knownEnd = end
      // It ends as its program does, or it was killed itself and has left the program behind.
      if case .signal = end, supervisors.areReplaced == true {
        ProcessTree.killChildren(except: supervisors.numbers, within: Supervisor.grace)
      }
    }
    return knownEnd
  }
}

// Apart from the variable of the same name.
@discardableResult
private func systemPoll(_ files: UnsafeMutablePointer<pollfd>, _ count: Int, _ time: Int32) -> Int32
{
  poll(files, nfds_t(count), time)
}
