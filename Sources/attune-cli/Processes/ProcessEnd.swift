#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Android)
  import Android
#endif

/// How a process ended.
enum ProcessEnd: Equatable, CustomStringConvertible {
  case exit(Int32)
  case signal(Int32)

  /// - Parameter status: The status of `waitpid`, whose macros are not available in Swift.
  init(status: Int32) {
    let number = status & 0x7F
    self = number == 0 ? .exit(status >> 8 & 0xFF) : .signal(number)
  }

  /// The exit code; 0 if a signal ended the process.
  var exitCode: Int32 {
    if case .exit(let code) = self { code } else { 0 }
  }

  /// Text such as `exit code 1` or `signal 9 (Killed)`.
  var description: String {
    switch self {
    case .exit(let code): "exit code \(code)"
    case .signal(let number): "signal \(number) (\(String(cString: strsignal(number))))"
    }
  }
}
