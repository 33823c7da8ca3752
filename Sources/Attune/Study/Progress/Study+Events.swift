extension Study {
  /// The events of this study from now on, as an asynchronous stream.
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
  /// Each call returns a new stream, and there can be several at once. Events of this process are
  /// sent at once. Events of other workers of a journal are sent when this process reads the
  /// journal: when one of its trials starts, reports or ends, and at ``refresh()``.
  ///
  /// A stream continues from run to run. It ends when the study is released; to end it earlier,
  /// leave the loop, as after ``StudyEvent/stopped(_:)``, or cancel the task.
  ///
  /// Events are buffered until they are read, and never delay a trial.
  ///
  /// - Parameter limit: The largest number of buffered events; older ones are dropped. Nil for no
  ///   limit; an event takes some hundred bytes.
  /// - Precondition: `limit` is positive.
  /// - Complexity: While there is a stream, O(*k*) for each start, report and end of a trial, with
  ///   *k* running and waiting trials and their reports; almost nothing without a stream.
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
