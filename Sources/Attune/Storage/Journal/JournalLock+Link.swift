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
  /// The identity of a lock's link, which differs from that of a later link at the same path.
  ///
  /// File systems reuse inode numbers, so the modification time is part of the identity.
  struct Link: Equatable {
    private let device: UInt64
    private let node: UInt64
    private let seconds: Int
    private let nanoseconds: Int

    /// Reads the identity of the link at a path, without following it; nil if there is none.
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

    /// The creation time of the link, by the clock of the file system.
    var time: Timestamp {
      let (micros, overflows) = Int64(seconds).multipliedReportingOverflow(by: 1_000_000)
      return Timestamp(
        microsecondsSince1970: overflows ? 0 : micros &+ Int64(nanoseconds) / 1000)
    }
  }
}
