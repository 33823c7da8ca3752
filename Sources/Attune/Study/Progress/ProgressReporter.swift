import Dispatch
import Synchronization

/// Shows how far a study has come, from the events of the study.
///
/// `optimize` makes one by its argument `progress`. One's own loops, and programs that follow a study
/// of others, show the same from ``StudyObserver/update()``:
///
/// ```swift
/// let reporter = ProgressReporter(.automatic, on: .standardOutput)
/// for event in try observer.update() { reporter.show(event, in: observer.snapshot.trials) }
/// reporter.end()
/// ```
public final class ProgressReporter: Sendable {
  /// Where progress is shown.
  public enum Stream: Sendable, Hashable {
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
    /// When the line was last written; nil while there is none.
    var drawn: ContinuousClock.Instant?
    var timer: (any DispatchSourceTimer)?
    /// Why the stream took no more, as `errno` has it; nil while it takes all.
    var writeError: Int32?
  }

  /// How long a line stands at least: more often than this nobody can read it.
  private static let pause = Duration.milliseconds(50)

  private let terminal: Terminal
  private let isShown: Bool
  private let isLive: Bool
  private let start = ContinuousClock.now
  private let state: Mutex<State>

  /// Creates a reporter; the time counts from now.
  ///
  /// - Parameters:
  ///   - display: What to show.
  ///   - expectedCount: How many finished trials the study is going to hold; nil when nobody knows. A
  ///     run of `optimize` that begins says it as well.
  ///   - stream: Where to show it.
  public init(
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
  ///   - event: What has happened.
  ///   - history: The trials as they are by then.
  public func show(_ event: StudyEvent, in history: TrialHistory) {
    guard isShown else { return }
    // The lock also keeps the lines of several workers apart.
    state.withLock { state in
      switch event {
      case .began(let expectedCount): state.expectedCount = expectedCount ?? state.expectedCount
      case .completed, .pruned, .failed: state.endedCount += 1
      case .improved: state.frontCount = nil
      case .enqueued, .started, .reported, .interrupted: break
      // Whoever made the reporter ends it, and has perhaps done so.
      case .stopped, .aborted: return
      }
      note(history, &state)
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

  /// Shows how a study stands, without anything having happened.
  ///
  /// - Parameter history: Its trials.
  public func show(_ history: TrialHistory) {
    guard isShown else { return }
    state.withLock { state in
      note(history, &state)
      if isLive {
        draw(&state)
      } else if let snapshot = state.snapshot {
        write(ProgressText.status(snapshot, elapsed: .now - start) + "\n", &state)
      }
    }
  }

  /// Shows a sentence on a line of its own.
  public func say(_ sentence: String) {
    guard isShown else { return }
    state.withLock { write(sentence + "\n", &$0) }
  }

  /// Leaves the line that was kept up to date, as it stands at last.
  public func end() {
    state.withLock { state in
      state.timer?.cancel()
      state.timer = nil
      guard state.drawn != nil else { return }
      draw(&state, isLast: true)
      terminal.endLine(of: ObjectIdentifier(self))
      state.drawn = nil
    }
  }

  /// Why the stream has not taken all that was written to it, as `errno` has it; nil when it has.
  ///
  /// A run does not fail for want of its progress. A program whose output is the progress does.
  package var writeError: Int32? { state.withLock(\.writeError) }

  private func write(_ text: String, _ state: inout State) {
    let error = terminal.write(text)
    state.writeError = state.writeError ?? error
  }

  private func note(_ history: TrialHistory, _ state: inout State) {
    // A front is worked out from all trials, so only when it has changed.
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
    if let drawn = state.drawn, !isLast, now - drawn < Self.pause { return }
    let line = ProgressLine(snapshot, elapsed: now - start)
      .text(width: terminal.width, style: terminal.style)
    guard terminal.draw(line, for: ObjectIdentifier(self)) else { return }
    state.drawn = now
    if state.timer == nil, !isLast { state.timer = makeTimer() }
  }

  /// Keeps the times up to date while nothing happens, and shows what came within a pause.
  private func makeTimer() -> any DispatchSourceTimer {
    // A queue of its own has a thread of its own, however busy the objectives keep all others.
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
