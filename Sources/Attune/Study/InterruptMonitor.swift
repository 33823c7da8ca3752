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

/// Listens for Ctrl-C and SIGTERM while studies run.
///
/// The first signal asks all runs to end and gives the signals back their usual effect, so that the
/// second one kills.
final class InterruptMonitor: Sendable {
  static let shared = InterruptMonitor()

  private struct Listeners {
    var handlers: [Int: @Sendable () -> Void] = [:]
    var nextToken = 0
    var sources: [any DispatchSourceSignal] = []
  }

  private static let signals = [SIGINT, SIGTERM]

  private let listeners = Mutex(Listeners())

  /// Calls a handler at the first signal, until ``remove(_:)``.
  func add(_ handler: @escaping @Sendable () -> Void) -> Int {
    listeners.withLock { listeners in
      if listeners.handlers.isEmpty { listeners.sources = Self.signals.map(listen) }
      listeners.nextToken += 1
      listeners.handlers[listeners.nextToken] = handler
      return listeners.nextToken
    }
  }

  /// Ends the calls to the handler of a token.
  func remove(_ token: Int) {
    listeners.withLock { listeners in
      listeners.handlers[token] = nil
      if listeners.handlers.isEmpty { Self.ignoreNoMore(&listeners) }
    }
  }

  private func listen(_ number: Int32) -> any DispatchSourceSignal {
    // Dispatch watches signals but leaves their default effect, which would end the process.
    signal(number, SIG_IGN)
    let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
    source.setEventHandler { [self] in notify() }
    source.activate()
    return source
  }

  private func notify() {
    let handlers = listeners.withLock { listeners in
      Self.ignoreNoMore(&listeners)
      return listeners.handlers.values
    }
    for handler in handlers { handler() }
  }

  private static func ignoreNoMore(_ listeners: inout sending Listeners) {
    for number in signals { signal(number, SIG_DFL) }
    for source in listeners.sources { source.cancel() }
    listeners.sources = []
  }
}
