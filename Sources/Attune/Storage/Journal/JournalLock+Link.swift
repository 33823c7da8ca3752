#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Android)
  import Android
#endif

extension JournalLock {
  /// What tells a link from one that was made later under the same name.
  ///
  /// File systems use the numbers of removed nodes again, so the time counts as well.
  struct Link: Equatable {
    private let device: UInt64
    private let node: UInt64
    private let seconds: Int
    private let nanoseconds: Int

    /// Looks at the link of a path, not at where it leads; nil when there is none.
    init?(path: String) {
      var status = stat()
      guard lstat(path, &status) == 0 else { return nil }
      self.init(status)
    }

    init(_ status: stat) {
      device = UInt64(truncatingIfNeeded: status.st_dev)
      node = UInt64(truncatingIfNeeded: status.st_ino)
      #if canImport(Darwin)
        let time = status.st_mtimespec
      #else
        let time = status.st_mtim
      #endif
      seconds = Int(time.tv_sec)
      nanoseconds = Int(time.tv_nsec)
    }

    /// When it was made, by the clock of the file system.
    var time: Timestamp {
      let (micros, overflows) = Int64(seconds).multipliedReportingOverflow(by: 1_000_000)
      return Timestamp(
        microsecondsSince1970: overflows ? 0 : micros &+ Int64(nanoseconds) / 1000)
    }
  }
}
