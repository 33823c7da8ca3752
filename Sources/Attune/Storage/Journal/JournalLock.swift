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
/// The link says nothing about who holds it, so the link of a process that died can only be told by
/// its age: 30 seconds without any change, as in Optuna. Processes of this library are told sooner:
/// they also hold the kernel's lock on the journal, which ends with the process, and mark their links.
/// Whoever holds the kernel's lock and finds a marked link knows that its owner is gone.
struct JournalLock {
  /// How long a link must stand still before it is taken for abandoned.
  struct Patience: Sendable {
    /// For links of other programs, as in Optuna.
    var foreign = Duration.seconds(30)

    /// For our own links, whose owner does not hold the kernel's lock any more.
    ///
    /// Not zero, for file systems that do not carry the kernel's lock between machines.
    var marked = Duration.seconds(1)
  }

  private static let longestPause = Duration.milliseconds(100)

  private let journalPath: String
  private let linkPath: String
  private let patience: Patience

  init(journalPath: String, patience: Patience = Patience()) {
    self.journalPath = journalPath
    self.patience = patience
    linkPath = journalPath + ".lock"
  }

  /// Runs a closure while holding the lock.
  ///
  /// - Parameter file: The open journal.
  /// - Throws: ``StorageError`` when the link can be neither made nor waited for.
  func withLock<Result>(
    on file: borrowing FileDescriptor, _ body: () throws(StorageError) -> Result
  ) throws(StorageError) -> Result {
    try acquire(file)
    defer { release() }
    return try body()
  }

  private func acquire(_ file: borrowing FileDescriptor) throws(StorageError) {
    let clock = ContinuousClock()
    var pause = Duration.milliseconds(1)
    var holdsKernelLock = false
    // Looked at from the first failure on: nearly always the lock is free.
    var seen: Sight?
    var since = clock.now
    while true {
      holdsKernelLock = holdsKernelLock || file.tryLock()
      let isOverdue = clock.now - since > patience.foreign
      if holdsKernelLock || isOverdue {
        if try makeLink(isMarked: holdsKernelLock) { return }
      }
      let current = sight()
      if current != seen {
        (seen, since) = (current, clock.now)
        pause = .milliseconds(1)
      }
      let isOurs = holdsKernelLock && isMarked(current.target)
      if clock.now - since > (isOurs ? patience.marked : patience.foreign) {
        release()
        pause = .milliseconds(1)
        continue
      }
      sleep(for: pause)
      pause = min(pause * 2, Self.longestPause)
    }
  }

  /// Makes the link; returns false when there is one already.
  private func makeLink(isMarked: Bool) throws(StorageError) -> Bool {
    if symlink(target(isMarked: isMarked), linkPath) == 0 { return true }
    let failure = FileDescriptor.Failure.last()
    if failure.code == EEXIST { return false }
    throw StorageError(
      .unwritable,
      "the lock \(linkPath) cannot be made (\(failure.description)); "
        + "the folder of the journal must be writable")
  }

  /// Renaming first makes sure that of several releasers one succeeds.
  private func release() {
    let unique = linkPath + UUID.random() + ".rename"
    if rename(linkPath, unique) == 0 { unlink(unique) }
  }

  // MARK: Our mark

  /// Where the link leads: to the journal, absolutely, since other programs follow it.
  ///
  /// A `/./` before the name leads to the same file and is our mark.
  private func target(isMarked: Bool) -> String {
    let absolute = Self.absolute(journalPath)
    guard isMarked, let slash = absolute.lastIndex(of: "/") else { return absolute }
    return absolute[...slash] + "./" + absolute[absolute.index(after: slash)...]
  }

  private func isMarked(_ target: String) -> Bool {
    target == self.target(isMarked: true)
  }

  private static func absolute(_ path: String) -> String {
    guard !path.hasPrefix("/"), let folder = getcwd(nil, 0) else { return path }
    defer { free(folder) }
    return String(cString: folder) + "/" + path
  }

  // MARK: Looking at it

  /// How long the link that stands beside the journal has stood still; nil when there is none.
  ///
  /// - Returns: Also whether its owner is gone, where that can be known or Optuna takes it for gone.
  func standing(on file: borrowing FileDescriptor) -> (age: Duration, isAbandoned: Bool)? {
    var status = stat()
    guard lstat(linkPath, &status) == 0 else { return nil }
    let made = status.modificationTime
    let since = Timestamp(
      microsecondsSince1970: Int64(made[0]) * 1_000_000 + Int64(made[1]) / 1000)
    let age = max(Timestamp.now().since(since), .zero)
    // The kernel's lock is let go of when the file is closed.
    let isMissed = isMarked(sight().target) && file.tryLock()
    return (age, isMissed || age > patience.foreign)
  }

  // MARK: Watching

  /// What a waiter can see of the holder's activity.
  private struct Sight: Equatable {
    var linkNode: UInt64 = 0
    var linkTime: [Int] = []
    var journalSize: Int64 = 0
    var journalTime: [Int] = []
    var target = ""
  }

  private func sight() -> Sight {
    var sight = Sight()
    var status = stat()
    if lstat(linkPath, &status) == 0 {
      sight.linkNode = UInt64(status.st_ino)
      sight.linkTime = status.modificationTime
    }
    if stat(journalPath, &status) == 0 {
      sight.journalSize = Int64(status.st_size)
      sight.journalTime = status.modificationTime
    }
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let length = readlink(linkPath, &buffer, buffer.count)
    if length > 0 {
      sight.target = String(
        decoding: buffer[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
    return sight
  }

  private func sleep(for pause: Duration) {
    var time = timespec()
    time.tv_nsec = Int(pause.components.attoseconds / 1_000_000_000)
    nanosleep(&time, nil)
  }
}

extension stat {
  fileprivate var modificationTime: [Int] {
    #if canImport(Darwin)
      [st_mtimespec.tv_sec, st_mtimespec.tv_nsec]
    #else
      [st_mtim.tv_sec, st_mtim.tv_nsec]
    #endif
  }
}
