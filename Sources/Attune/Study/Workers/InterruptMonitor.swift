import Dispatch
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

/// Handles Ctrl-C and SIGTERM while studies run, and while commands wait.
///
/// The first signal calls all handlers, which ask runs to end, and restores the default effect of
/// the signals, so that the second one kills the process. When there is no handler, signals have
/// the effect they had before.
package final class InterruptMonitor: Sendable {
  package static let shared = InterruptMonitor()

  private struct State {
    var handlers: [Int: @Sendable () -> String?] = [:]
    var nextToken = 0
    var previous: [Int32: (@convention(c) (Int32) -> Void)?] = [:]
    var source: (any DispatchSourceRead)?
  }

  private static let signals = [SIGINT, SIGTERM]

  private let state = Mutex(State())

  /// Calls a handler at the first signal, until ``remove(_:)``.
  ///
  /// The handler runs at once, on a separate thread, whatever the objectives are doing. The text
  /// that it returns is printed as a line, once if several handlers return the same.
  package func add(_ handler: @escaping @Sendable () -> String?) -> Int {
    state.withLock { state in
      if state.source == nil { state.source = listen() }
      if state.handlers.isEmpty {
        for number in Self.signals { state.previous[number] = signal(number, handleSignal) }
      }
      state.nextToken += 1
      state.handlers[state.nextToken] = handler
      return state.nextToken
    }
  }

  /// Removes the handler with a token.
  package func remove(_ token: Int) {
    state.withLock { state in
      state.handlers[token] = nil
      guard state.handlers.isEmpty else { return }
      for (number, previous) in state.previous { signal(number, previous) }
      state.previous = [:]
    }
  }

  // The signal sources of Dispatch continue to catch a signal after they were cancelled.
  private func listen() -> (any DispatchSourceRead)? {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return nil }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    signalPipe = ends[1]
    // A separate queue has its own thread, however busy the objectives keep all others.
    let queue = DispatchQueue(label: "attune.signals")
    let source = DispatchSource.makeReadSource(fileDescriptor: ends[0], queue: queue)
    source.setEventHandler { [self, reading = ends[0]] in
      var byte: UInt8 = 0
      _ = read(reading, &byte, 1)
      notify()
    }
    source.activate()
    return source
  }

  private func notify() {
    let handlers = state.withLock { state in
      if !state.handlers.isEmpty { for number in Self.signals { signal(number, SIG_DFL) } }
      return state.handlers.sorted { $0.key < $1.key }.map(\.value)
    }
    // All handlers are called first: printing to a stopped terminal blocks.
    let hints = handlers.compactMap { $0() }
    for (index, hint) in hints.enumerated() where !hints[..<index].contains(hint) {
      Logging.log(.info, hint)
    }
  }
}

// The pipe to which the signal handler writes. Set once, before the handler is installed.
private nonisolated(unsafe) var signalPipe: Int32 = -1

/// The signal handler, which calls only functions that are allowed in one.
private func handleSignal(_ number: Int32) {
  let error = errno
  signal(number, SIG_DFL)
  var byte: UInt8 = 0
  _ = write(signalPipe, &byte, 1)
  errno = error
}
