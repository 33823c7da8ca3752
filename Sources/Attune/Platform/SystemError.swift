#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Android)
  import Android
#endif

/// An error of the operating system.
package struct SystemError: Error, CustomStringConvertible {
  /// The error number, such as `ENOENT`.
  package let code: Int32

  package init(code: Int32) {
    self.code = code
  }

  /// Returns the error of the last system call, from `errno`.
  package static func last() -> SystemError { SystemError(code: errno) }

  /// The system's description of the error.
  package var description: String { String(cString: strerror(code)) }

  package var isMissing: Bool { code == ENOENT }
  var isExisting: Bool { code == EEXIST }

  /// Whether a write failed because the reader, such as `head`, has closed the pipe.
  package var isClosedPipe: Bool { code == EPIPE }

  /// What the user can do about the error; nil when the description suffices.
  var advice: String? {
    switch code {
    case EACCES, EPERM, EROFS: "its file and folder must be writable"
    case EMFILE:
      "this process has too many files open: close some, or raise the limit by `ulimit -n`"
    case ENFILE: "all processes together have too many files open: stop some of them"
    case ENOSPC, EDQUOT: "free some space"
    case ENAMETOOLONG: "give it a shorter path"
    case EISDIR: "name a file, not a folder"
    default: nil
    }
  }
}
