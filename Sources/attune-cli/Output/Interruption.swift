#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Android)
  import Android
#endif

/// Waits for Ctrl-C or SIGTERM.
///
/// A second signal ends the process.
struct Interruption {
  private let pipe: (reading: FileHandle, writing: FileHandle)

  /// Installs the signal handlers.
  init() throws {
    pipe = try FileHandle.pipe()
    interruptionPipe = pipe.writing.descriptor
    for number in [SIGINT, SIGTERM] {
      signal(number) { number in
        // Only async-signal-safe functions may be called here.
        let error = errno
        signal(number, SIG_DFL)
        var byte: UInt8 = 0
        _ = write(interruptionPipe, &byte, 1)
        errno = error
      }
    }
  }

  /// Waits for a signal, at least a millisecond.
  ///
  /// - Returns: Whether one has arrived.
  func wait(for time: Duration) -> Bool {
    let (seconds, attoseconds) = time.components
    let milliseconds = seconds * 1000 + attoseconds / 1_000_000_000_000_000
    var file = pollfd(fd: pipe.reading.descriptor, events: Int16(POLLIN), revents: 0)
    // A signal also ends `poll` with EINTR; its handler has written by then.
    _ = poll(&file, 1, Int32(clamping: max(1, milliseconds)))
    return poll(&file, 1, 0) == 1
  }
}

// The descriptor that the signal handler writes to. Set once, before the handler is installed.
private nonisolated(unsafe) var interruptionPipe: Int32 = -1
