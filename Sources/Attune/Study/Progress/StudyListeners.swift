import Synchronization

/// Those who want to know what happens in a study of this process.
final class StudyListeners: Sendable {
  /// One who wants to know.
  struct Listener: Sendable {
    /// Is told of an event and of the trials as they were when it was noticed.
    let onEvent: @Sendable (StudyEvent, TrialHistory) -> Void
    /// Is told that nothing more will come.
    var end: @Sendable () -> Void = {}
  }

  private struct State {
    var listeners: [Int: Listener] = [:]
    var nextToken = 0
    /// What the listeners know of already; nil while there are none.
    var changes: StudyChanges?
  }

  private let history: @Sendable () -> TrialHistory
  private let hasListeners = Atomic(false)
  private let state = Mutex(State())

  /// - Parameter history: Gives the trials as they are.
  init(_ history: @escaping @Sendable () -> TrialHistory) {
    self.history = history
  }

  deinit {
    for listener in state.withLock(\.listeners).values { listener.end() }
  }

  /// Whether there is anybody who listens.
  var isHeard: Bool { hasListeners.load(ordering: .acquiring) }

  /// Tells a listener of all that happens from now on, until ``remove(_:)``.
  func add(_ listener: Listener) -> Int {
    state.withLock { state in
      if state.listeners.isEmpty { state.changes = StudyChanges(after: history()) }
      hasListeners.store(true, ordering: .releasing)
      state.nextToken += 1
      state.listeners[state.nextToken] = listener
      return state.nextToken
    }
  }

  /// Tells the listener of a token nothing more.
  func remove(_ token: Int) {
    state.withLock { state in
      state.listeners[token] = nil
      guard state.listeners.isEmpty else { return }
      state.changes = nil
      hasListeners.store(false, ordering: .releasing)
    }
  }

  /// Looks what has happened to the trials, and tells it.
  func notice() {
    // Most studies have nobody who listens, and trials may take microseconds.
    guard isHeard else { return }
    state.withLock { state in
      let history = history()
      for event in state.changes?.take(from: history) ?? [] {
        for listener in state.listeners.values { listener.onEvent(event, history) }
      }
    }
  }

  /// Tells of an event that no trial shows.
  func tell(_ event: StudyEvent) {
    guard isHeard else { return }
    state.withLock { state in
      let history = history()
      for listener in state.listeners.values { listener.onEvent(event, history) }
    }
  }
}
