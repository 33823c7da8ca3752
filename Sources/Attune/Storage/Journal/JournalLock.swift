#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Android)
  import Android
#endif

/// The lock that protects appends: Optuna's symbolic link beside the journal.
///
/// The link does not identify its owner. A link of another program is considered abandoned after
/// 30 seconds without any change, as in Optuna. For links of this library there is more evidence (see
/// ``Liveness``): its processes also hold the kernel's lock on the journal (`flock`), which ends with
/// the process, and mark their links. While the kernel's lock is held, a marked link is never broken,
/// however long its owner is suspended. Once the kernel's lock is free, the owner of a marked link is
/// considered lost.
///
/// Other programs may break the lock of a process that is suspended for long, so the owner checks that
/// it still holds the lock before it changes the journal.
struct JournalLock {
  /// The timeouts of a process that waits for the lock.
  struct Timeouts: Sendable {
    /// The time without any change after which a link of another program is abandoned, as in Optuna.
    var foreign = Duration.seconds(30)

    /// The same for links of this library while the kernel's lock is free.
    ///
    /// Not zero, because some file systems do not share the kernel's lock between machines.
    var marked = Duration.seconds(1)

    /// The time to wait for an abandoned link that cannot be removed, before an error is thrown.
    var removal = Duration.seconds(5)

    /// The time without any change after which a notice is shown to the user.
    var notice = Duration.seconds(1)
  }

  private static let longestPause = Duration.milliseconds(100)

  private let journalPath: String
  private let linkPath: String
  private let timeouts: Timeouts

  /// Shows a message to the user.
  private let report: @Sendable (String) -> Void

  init(
    journalPath: String, timeouts: Timeouts = Timeouts(),
    report: @escaping @Sendable (String) -> Void = { Terminal.errors.write($0) }
  ) {
    self.journalPath = journalPath
    self.timeouts = timeouts
    self.report = report
    linkPath = journalPath + ".lock"
  }

  /// Runs a closure while holding the lock.
  ///
  /// - Parameters:
  ///   - file: The open journal.
  ///   - body: Receives the identity of the link.
  /// - Throws: ``StorageError`` when the link cannot be created, or an abandoned link cannot be removed.
  func withLock<Result>(
    on file: borrowing FileDescriptor, _ body: (Link) throws(StorageError) -> Result
  ) throws(StorageError) -> Result {
    let link = try acquire(file)
    // If this process was suspended, another one may hold the lock now; keep the link of that process.
    defer { if isHeld(link) { unlink(linkPath) } }
    return try body(link)
  }

  /// Returns whether this process still holds the lock that it acquired.
  func isHeld(_ link: Link) -> Bool {
    Link(path: linkPath) == link
  }

  private func acquire(_ file: borrowing FileDescriptor) throws(StorageError) -> Link {
    let clock = ContinuousClock()
    var pause = Duration.milliseconds(1)
    var kernelLock = FileDescriptor.LockState.heldElsewhere
    // Observe the lock only after the first failure: nearly always it is free.
    var seen: Observation?
    var since = clock.now
    var hasReported = false
    while true {
      if kernelLock != .held { kernelLock = file.tryLock() }
      let isOverdue = clock.now - since > timeouts.foreign
      if kernelLock != .heldElsewhere || isOverdue {
        if let link = try makeLink(isMarked: kernelLock == .held) { return link }
      }
      let current = observation()
      if current != seen {
        (seen, since) = (current, clock.now)
        pause = .milliseconds(1)
      }
      let age = clock.now - since
      var failure: SystemError?
      if current.link != nil, !isOwnerAlive(current, kernelLock, age) {
        do throws(SystemError) {
          try FileDescriptor.unlink(linkPath)
          pause = .milliseconds(1)
          continue
        } catch {
          let limit = limit(for: current, kernelLock) + timeouts.removal
          if !error.isMissing, age > limit { throw unremovable(error) }
          failure = error.isMissing ? nil : error
        }
      }
      if age > timeouts.notice, !hasReported {
        report(notice(current, failure, file))
        hasReported = true
      }
      sleep(for: pause)
      pause = min(pause * 2, Self.longestPause)
    }
  }

  /// Returns whether the owner of a link is alive.
  ///
  /// - Parameter age: The time without any change.
  private func isOwnerAlive(
    _ observation: Observation, _ kernelLock: FileDescriptor.LockState, _ age: Duration
  ) -> Bool {
    // The kernel's lock does not identify its holder, but only this library acquires it.
    let isHeldByOwner = isMarked(observation.target) && kernelLock == .heldElsewhere
    return Liveness.isAlive(
      .unknown, lock: isHeldByOwner ? .held : .unknown,
      isLeaseExpired: age > limit(for: observation, kernelLock))
  }

  /// Returns the time without any change after which a link is abandoned.
  private func limit(for observation: Observation, _ kernelLock: FileDescriptor.LockState)
    -> Duration
  {
    isMarked(observation.target) && kernelLock == .held ? timeouts.marked : timeouts.foreign
  }

  /// Creates the link; returns nil if there already is one.
  private func makeLink(isMarked: Bool) throws(StorageError) -> Link? {
    if symlink(target(isMarked: isMarked), linkPath) == 0 { return Link(path: linkPath) }
    let failure = SystemError.last()
    if failure.isExisting { return nil }
    throw StorageError(
      .unwritable,
      "the lock \(linkPath) cannot be created (\(failure.description)); "
        + "the folder of the journal must be writable",
      underlyingError: failure)
  }

  // MARK: Messages

  private func notice(
    _ observation: Observation, _ failure: SystemError?, _ file: borrowing FileDescriptor
  ) -> String {
    let start = "Waiting to write to the journal \(journalPath.printable): "
    let link = "the lock \(linkPath.printable)"
    if let failure {
      return start + "\(link) is abandoned and cannot be removed (\(failure.description)).\n"
    }
    // A process that holds the kernel's lock without a link is about to create one, or is suspended.
    if observation.link == nil || isMarked(observation.target), let number = file.lockHolder() {
      return start + "\(link) is held by process \(number).\n"
    }
    return start + "\(link) is held by another process.\n"
  }

  private func unremovable(_ failure: SystemError) -> StorageError {
    StorageError(
      .unwritable,
      "the lock \(linkPath) was left behind by a process that has ended, and it cannot be removed "
        + "(\(failure.description)); nothing was recorded. Remove it as the owner of the lock or of "
        + "its folder: rm \(linkPath)",
      underlyingError: failure)
  }

  // MARK: The mark

  /// The marker before the name of the journal in the links of this library.
  ///
  /// A path with the marker refers to the same file, and no user writes such a path.
  private static let mark = "/.//.//./"

  /// Returns the target of the link: the absolute path of the journal, since other programs follow it.
  private func target(isMarked: Bool) -> String {
    let absolute = Self.absolute(journalPath)
    guard isMarked, let slash = absolute.utf8.lastIndex(of: UInt8(ascii: "/")) else {
      return absolute
    }
    return absolute[..<slash] + markedName
  }

  /// The end of a marked target, after a folder that may be written in several ways.
  private var markedName: String {
    let start = journalPath.utf8.lastIndex(of: UInt8(ascii: "/"))
      .map { journalPath.utf8.index(after: $0) }
    return Self.mark + journalPath[(start ?? journalPath.startIndex)...]
  }

  private func isMarked(_ target: String) -> Bool {
    let end = markedName.utf8
    return target.utf8.suffix(end.count).elementsEqual(end)
  }

  private static func absolute(_ path: String) -> String {
    guard !path.hasPrefix("/"), let folder = getcwd(nil, 0) else { return path }
    defer { free(folder) }
    return String(cString: folder) + "/" + path
  }

  // MARK: Observation

  /// Returns the status of the link beside the journal, or nil if there is none.
  ///
  /// - Returns: The age of the link, and whether its owner is lost as far as that can be determined
  ///   without waiting.
  func status(on file: borrowing FileDescriptor) -> (age: Duration, isAbandoned: Bool)? {
    guard Link(path: linkPath) != nil else { return nil }
    // Try the kernel's lock before reading the link again: the owner may exit in between.
    let kernelLock = file.tryLock()
    defer { if kernelLock == .held { file.unlock() } }
    let observation = observation()
    guard let link = observation.link else { return nil }
    let age = max(Timestamp.now().since(link.time), .zero)
    let isOwnerLost = isMarked(observation.target) && kernelLock == .held
    return (age, isOwnerLost || !isOwnerAlive(observation, kernelLock, age))
  }

  /// The state of the lock and the journal, which changes when the owner is active.
  private struct Observation: Equatable {
    var link: Link?
    var target = ""
    var journal: Link?
    var journalSize: Int64 = 0
  }

  private func observation() -> Observation {
    var observation = Observation(link: Link(path: linkPath))
    var status = stat()
    if stat(journalPath, &status) == 0 {
      observation.journal = Link(status)
      observation.journalSize = Int64(status.st_size)
    }
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let length = readlink(linkPath, &buffer, buffer.count)
    if length > 0 {
      observation.target = String(
        decoding: buffer[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
    return observation
  }

  private func sleep(for pause: Duration) {
    var time = timespec()
    time.tv_nsec = Int(pause.components.attoseconds / 1_000_000_000)
    nanosleep(&time, nil)
  }
}
