#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Android)
  import Android
#endif

/// Ctrl-C or SIGTERM, waited for; the second one kills.
struct Interruption {
  private let pipe: (reading: FileHandle, writing: FileHandle)

  /// Listens from now on.
  init() throws {
    pipe = try FileHandle.pipe()
    interruptionPipe = pipe.writing.descriptor
    for number in [SIGINT, SIGTERM] {
      signal(number) { number in
        // Nothing but what is allowed in the handler of a signal.
        let error = errno
        signal(number, SIG_DFL)
        var byte: UInt8 = 0
        _ = write(interruptionPipe, &byte, 1)
        errno = error
      }
    }
  }

  /// Waits for it, for some time and a millisecond at least; returns whether it has come.
  func comes(within time: Duration) -> Bool {
    let (seconds, attoseconds) = time.components
    let milliseconds = seconds * 1000 + attoseconds / 1_000_000_000_000_000
    var file = pollfd(fd: pipe.reading.descriptor, events: Int16(POLLIN), revents: 0)
    // The signal ends the wait as well; what it has written is there by then.
    _ = poll(&file, 1, Int32(clamping: max(1, milliseconds)))
    return poll(&file, 1, 0) == 1
  }
}

// Where the signal handler writes. Set before the handler is installed, and never again.
private nonisolated(unsafe) var interruptionPipe: Int32 = -1
