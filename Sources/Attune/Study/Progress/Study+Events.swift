extension Study {
  /// What happens in this study from now on, one event after the other.
  ///
  /// ```swift
  /// let events = study.events()
  /// let display = Task {
  ///   for await event in events {
  ///     if case .improved(let trial) = event { print(trial) }
  ///   }
  /// }
  /// try await study.optimize(trials: 100) { … }
  /// ```
  ///
  /// Each call gives a stream of its own, and there may be several at once. What this process does is
  /// told at once; what other workers of a journal do, when this process comes across it: when one of
  /// its own trials starts, reports or ends, and at ``refresh()``. To follow a study that
  /// only others work on, use ``StudyObserver``.
  ///
  /// A stream goes on from run to run. It ends when the study is released; to end it earlier, leave the
  /// loop, as after ``StudyEvent/stopped(_:)``, or cancel the task.
  ///
  /// Events wait for whoever reads them and never hold up a trial.
  ///
  /// - Parameter limit: How many events wait at most, the newest; nil for all of them, each of which
  ///   takes some hundred bytes.
  /// - Precondition: `limit` is positive.
  /// - Complexity: While there is a stream, O(*k*) for each start, report and end of a trial, with *k*
  ///   running and waiting trials and their reports; next to nothing while there is none.
  public func events(keeping limit: Int? = nil) -> AsyncStream<StudyEvent> {
    if let limit { precondition(limit >= 1, "a stream cannot keep \(limit) events") }
    let (stream, continuation) = AsyncStream.makeStream(
      of: StudyEvent.self, bufferingPolicy: limit.map { .bufferingNewest($0) } ?? .unbounded)
    let token = listeners.add(
      StudyListeners.Listener(
        onEvent: { event, _ in continuation.yield(event) }, end: { continuation.finish() }))
    continuation.onTermination = { [weak listeners] _ in listeners?.remove(token) }
    return stream
  }
}
