import Dispatch
import Synchronization

/// Shows the progress of a study, from its events.
///
/// `optimize` creates one according to its argument `progress`. The command creates one to follow a
/// study of other processes:
///
/// ```swift
/// let reporter = ProgressReporter(.automatic, on: .standardOutput)
/// for event in try observer.update() { reporter.show(event, in: observer.snapshot.trials) }
/// reporter.end()
/// ```
package final class ProgressReporter: Sendable {
  /// Where progress is shown.
  package enum Stream: Sendable, Hashable {
    /// The standard output stream.
    case standardOutput
    /// The standard error stream.
    case standardError
  }

  private struct State {
    var expectedCount: Int?
    var endedCount = 0
    var frontCount: Int?
    var snapshot: ProgressSnapshot?
    /// When the line was last written; nil if there is none.
    var drawn: ContinuousClock.Instant?
    var timer: (any DispatchSourceTimer)?
    /// The error of the first failed write to the stream; nil if none has failed.
    var writeError: SystemError?
  }

  /// The shortest time between two updates of the line, which keeps it readable.
  private static let updateInterval = Duration.milliseconds(50)

  private let terminal: Terminal
  private let isShown: Bool
  private let isLive: Bool
  private let start = ContinuousClock.now
  private let state: Mutex<State>

  /// Creates a reporter, and starts to measure the elapsed time.
  ///
  /// - Parameters:
  ///   - display: The kind of progress to show.
  ///   - expectedCount: The number of finished trials that the study is going to hold; nil if it is
  ///     not known. The event at the start of a run replaces it.
  ///   - stream: The stream to write to.
  package init(
    _ display: ProgressDisplay, expectedCount: Int? = nil, on stream: Stream = .standardError
  ) {
    terminal = stream == .standardOutput ? .output : .errors
    isShown = display.isShown(on: terminal)
    isLive = display.isLive(on: terminal)
    state = Mutex(State(expectedCount: expectedCount))
  }

  deinit {
    end()
  }

  /// Shows an event.
  ///
  /// - Parameters:
  ///   - event: The event.
  ///   - history: The trials after the event.
  package func show(_ event: StudyEvent, in history: TrialHistory) {
    guard isShown else { return }
    // The lock also separates the lines of several workers.
    state.withLock { state in
      switch event {
      case .began(let expectedCount): state.expectedCount = expectedCount ?? state.expectedCount
      case .completed, .pruned, .failed: state.endedCount += 1
      case .improved: state.frontCount = nil
      case .enqueued, .started, .reported, .sampledIndependently, .interrupted: break
      // The owner of the reporter calls `end()`, and may have done so already.
      case .stopped, .aborted: return
      }
      update(history, &state)
      switch event {
      case .completed(let trial), .pruned(let trial), .failed(let trial):
        if !isLive, let snapshot = state.snapshot {
          let status = ProgressText.status(snapshot, elapsed: .now - start)
          write("\(ProgressText.line(trial)) | \(status)\n", &state)
        }
      default: break
      }
      if isLive { draw(&state) }
    }
  }

  /// Shows the status of a study, without an event.
  ///
  /// - Parameter history: The trials of the study.
  package func show(_ history: TrialHistory) {
    guard isShown else { return }
    state.withLock { state in
      update(history, &state)
      if isLive {
        draw(&state)
      } else if let snapshot = state.snapshot {
        write(ProgressText.status(snapshot, elapsed: .now - start) + "\n", &state)
      }
    }
  }

  /// Prints a sentence on a separate line.
  package func print(_ sentence: String) {
    guard isShown else { return }
    state.withLock { write(sentence + "\n", &$0) }
  }

  /// Updates the line a last time, and leaves it on the terminal.
  package func end() {
    state.withLock { state in
      state.timer?.cancel()
      state.timer = nil
      guard state.drawn != nil else { return }
      draw(&state, isLast: true)
      terminal.endLine(of: ObjectIdentifier(self))
      state.drawn = nil
    }
  }

  /// The error of the first failed write to the stream; nil if none has failed.
  ///
  /// A run does not fail if its progress cannot be shown. A program whose output is the progress
  /// does.
  package var writeError: SystemError? { state.withLock(\.writeError) }

  private func write(_ text: String, _ state: inout State) {
    let error = terminal.write(text)
    state.writeError = state.writeError ?? error
  }

  private func update(_ history: TrialHistory, _ state: inout State) {
    // The front is computed from all trials, so only when it has changed.
    if history.directions.count > 1, state.frontCount == nil {
      state.frontCount = history.bestTrials.count
    }
    state.snapshot = ProgressSnapshot(
      history, expectedCount: state.expectedCount, endedCount: state.endedCount,
      frontCount: state.frontCount)
  }

  private func draw(_ state: inout State, isLast: Bool = false) {
    guard let snapshot = state.snapshot else { return }
    let now = ContinuousClock.now
    if let drawn = state.drawn, !isLast, now - drawn < Self.updateInterval { return }
    let line = ProgressLine(snapshot, elapsed: now - start)
      .text(width: terminal.width, style: terminal.style)
    guard terminal.draw(line, for: ObjectIdentifier(self)) else { return }
    state.drawn = now
    if state.timer == nil, !isLast { state.timer = makeTimer() }
  }

  /// Updates the times between events, and shows events that came within the update interval.
  private func makeTimer() -> any DispatchSourceTimer {
    // A separate queue has its own thread, however busy the objectives keep all others.
    let queue = DispatchQueue(label: "attune.progress")
    let timer = DispatchSource.makeTimerSource(queue: queue)
    timer.schedule(deadline: .now() + .seconds(1), repeating: .seconds(1))
    timer.setEventHandler { [weak self] in
      self?.state.withLock { state in
        if state.timer != nil { self?.draw(&state) }
      }
    }
    timer.activate()
    return timer
  }
}
