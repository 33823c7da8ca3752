#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Android)
  import Android
#endif

/// The lock under which records are appended: Optuna's symbolic link beside the journal.
///
/// The link says nothing about its owner, so whether the owner of another program's link is lost
/// can only be told by the age of the link: 30 seconds without any change, as in Optuna. For the
/// links of this library there is more evidence (see ``Liveness``): its processes also hold the
/// kernel's lock on the journal, which ends with the process, and mark their links. While the
/// kernel's lock is held a marked link is never broken, however long its owner was stopped; once
/// the kernel's lock is free, the owner of a marked link is lost.
///
/// Other programs may break the lock of a process that was stopped for long, so the owner checks
/// that it still has the lock before it changes the journal.
struct JournalLock {
  /// How long a process waits for what.
  struct Timeouts: Sendable {
    /// How long a link of another program must stay unchanged to count as abandoned, as in Optuna.
    var foreign = Duration.seconds(30)

    /// The same for links of this library while the kernel's lock is free.
    ///
    /// Not zero, for file systems that do not carry the kernel's lock between machines.
    var marked = Duration.seconds(1)

    /// For how long an abandoned link that cannot be removed is waited for until that is an error.
    var removal = Duration.seconds(5)

    /// After which time without any change the user is told what is waited for.
    var notice = Duration.seconds(1)
  }

  private static let longestPause = Duration.milliseconds(100)

  private let journalPath: String
  private let linkPath: String
  private let timeouts: Timeouts

  /// Shows a sentence to the user.
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
  ///   - body: Gets what tells the lock from a later one.
  /// - Throws: ``StorageError`` when the link cannot be made, or an abandoned one not be removed.
  func withLock<Result>(
    on file: borrowing FileDescriptor, _ body: (Link) throws(StorageError) -> Result
  ) throws(StorageError) -> Result {
    let link = try acquire(file)
    // After a long stop another process may have the lock now, and its link must stay.
    defer { if isHeld(link) { unlink(linkPath) } }
    return try body(link)
  }

  /// Whether this process still has the lock that it took.
  func isHeld(_ link: Link) -> Bool {
    Link(path: linkPath) == link
  }

  private func acquire(_ file: borrowing FileDescriptor) throws(StorageError) -> Link {
    let clock = ContinuousClock()
    var pause = Duration.milliseconds(1)
    var kernelLock = FileDescriptor.LockState.heldElsewhere
    // Looked at from the first failure on: nearly always the lock is free.
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
      var failure: FileDescriptor.Failure?
      if current.link != nil, !isOwnerAlive(current, kernelLock, age) {
        do throws(FileDescriptor.Failure) {
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

  /// Whether the owner of a link is alive, where nothing has changed for a time.
  private func isOwnerAlive(
    _ observation: Observation, _ kernelLock: FileDescriptor.LockState, _ age: Duration
  ) -> Bool {
    // The kernel does not say who holds its lock, but only this library takes it.
    let isHeldByOwner = isMarked(observation.target) && kernelLock == .heldElsewhere
    return Liveness.isAlive(
      .unknown, lock: isHeldByOwner ? .held : .unknown,
      isLeaseExpired: age > limit(for: observation, kernelLock))
  }

  /// After what time without any change a link counts as abandoned.
  private func limit(for observation: Observation, _ kernelLock: FileDescriptor.LockState)
    -> Duration
  {
    isMarked(observation.target) && kernelLock == .held ? timeouts.marked : timeouts.foreign
  }

  /// Makes the link; returns nil when there is one already.
  private func makeLink(isMarked: Bool) throws(StorageError) -> Link? {
    if symlink(target(isMarked: isMarked), linkPath) == 0 { return Link(path: linkPath) }
    let failure = FileDescriptor.Failure.last()
    if failure.isExisting { return nil }
    throw StorageError(
      .unwritable,
      "the lock \(linkPath) cannot be made (\(failure.description)); "
        + "the folder of the journal must be writable")
  }

  // MARK: Messages

  private func notice(
    _ observation: Observation, _ failure: FileDescriptor.Failure?, _ file: borrowing FileDescriptor
  ) -> String {
    let start = "Waiting to write to the journal \(journalPath.printable): "
    let link = "the lock \(linkPath.printable)"
    if let failure {
      return start + "\(link) is abandoned and cannot be removed (\(failure.description)).\n"
    }
    // A process that has the kernel's lock and no link is about to make one, or was stopped there.
    if observation.link == nil || isMarked(observation.target), let number = file.lockHolder() {
      return start + "\(link) is held by process \(number).\n"
    }
    return start + "\(link) is held by another process.\n"
  }

  private func unremovable(_ failure: FileDescriptor.Failure) -> StorageError {
    StorageError(
      .unwritable,
      "the lock \(linkPath) was left behind by a process that has ended, and it cannot be removed "
        + "(\(failure.description)); nothing was recorded. Remove it with the rights of its owner or "
        + "of the folder's owner: rm \(linkPath)")
  }

  // MARK: The mark

  /// What the links of this library have before the name of the journal.
  ///
  /// It leads to the same file, and no user spells a path so.
  private static let mark = "/.//.//./"

  /// Where the link leads: to the journal, absolutely, since other programs follow it.
  private func target(isMarked: Bool) -> String {
    let absolute = Self.absolute(journalPath)
    guard isMarked, let slash = absolute.utf8.lastIndex(of: UInt8(ascii: "/")) else {
      return absolute
    }
    return absolute[..<slash] + markedName
  }

  /// The end of a marked target; the folder before it may be spelled in many ways.
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

  // MARK: Looking at it

  /// How long the link beside the journal has existed; nil when there is none.
  ///
  /// - Returns: Also whether its owner is lost, as far as that can be known without waiting.
  func standing(on file: borrowing FileDescriptor) -> (age: Duration, isAbandoned: Bool)? {
    guard Link(path: linkPath) != nil else { return nil }
    // Before looking at the link again, or its owner may end in between.
    let kernelLock = file.tryLock()
    defer { if kernelLock == .held { file.unlock() } }
    let observation = observation()
    guard let link = observation.link else { return nil }
    let age = max(Timestamp.now().since(link.time), .zero)
    let isMissed = isMarked(observation.target) && kernelLock == .held
    return (age, isMissed || !isOwnerAlive(observation, kernelLock, age))
  }

  /// What a waiter can see of the owner's activity.
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
