import Synchronization

/// The listeners to events of a study in this process.
final class StudyListeners: Sendable {
  /// A pair of callbacks.
  struct Listener: Sendable {
    /// Called with an event, and with the trials at the time at which it was detected.
    let onEvent: @Sendable (StudyEvent, TrialHistory) -> Void
    /// Called when there will be no more events.
    var end: @Sendable () -> Void = {}
  }

  private struct State {
    var listeners: [Int: Listener] = [:]
    var nextToken = 0
    /// The changes that have been sent already; nil if there are no listeners.
    var changes: StudyChanges?
    /// The parameters of which ``tellSampledIndependently(_:trial:)`` has sent an event.
    var independent: Set<Name> = []
  }

  private let history: @Sendable () -> TrialHistory
  private let hasListeners = Atomic(false)
  private let state = Mutex(State())

  /// - Parameter history: Returns the current trials.
  init(_ history: @escaping @Sendable () -> TrialHistory) {
    self.history = history
  }

  deinit {
    for listener in state.withLock(\.listeners).values { listener.end() }
  }

  /// Whether there are listeners.
  var isObserved: Bool { hasListeners.load(ordering: .acquiring) }

  /// Sends all events from now on to a listener, until ``remove(_:)`` is called with the returned
  /// token.
  func add(_ listener: Listener) -> Int {
    state.withLock { state in
      if state.listeners.isEmpty { state.changes = StudyChanges(after: history()) }
      hasListeners.store(true, ordering: .releasing)
      state.nextToken += 1
      state.listeners[state.nextToken] = listener
      return state.nextToken
    }
  }

  /// Removes the listener with a token.
  func remove(_ token: Int) {
    state.withLock { state in
      state.listeners[token] = nil
      guard state.listeners.isEmpty else { return }
      state.changes = nil
      state.independent = []
      hasListeners.store(false, ordering: .releasing)
    }
  }

  /// Detects changes of the trials, and sends them as events.
  func notice() {
    // Most studies have no listener, and trials may take microseconds.
    guard isObserved else { return }
    state.withLock { state in
      let history = history()
      for event in state.changes?.take(from: history) ?? [] {
        for listener in state.listeners.values { listener.onEvent(event, history) }
      }
    }
  }

  /// Sends an event that the plan of a trial has no value for a parameter, once for each parameter.
  func tellSampledIndependently(_ parameter: String, trial number: Int) {
    guard isObserved else { return }
    state.withLock { state in
      guard state.independent.insert(Name(parameter)).inserted else { return }
      let history = history()
      let event = StudyEvent.sampledIndependently(parameter: parameter, history[number])
      for listener in state.listeners.values { listener.onEvent(event, history) }
    }
  }

  /// Sends an event that is not a change of a trial.
  func tell(_ event: StudyEvent) {
    guard isObserved else { return }
    state.withLock { state in
      let history = history()
      for listener in state.listeners.values { listener.onEvent(event, history) }
    }
  }
}
