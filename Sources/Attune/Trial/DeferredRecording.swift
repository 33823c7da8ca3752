import Dispatch
import Synchronization

/// Records the parameters of a study's running trials a little after they were given out.
///
/// A storage needs about as long for ten parameters as for one, so a trial records them with its next step.
/// Those that look at a trial meanwhile, such as other workers and dashboards, see them after a short time.
final class DeferredRecording: Sendable {
  private struct Entry: Sendable {
    weak var trial: RecordedTrial?
  }

  /// The time after which a parameter is recorded if its trial has taken no other step.
  private static let delay = DispatchTimeInterval.milliseconds(10)

  /// The trials with parameters to record; one timer serves all of them.
  private let waiting = Mutex<[Entry]>([])

  /// Locked while parameters are recorded, so that those that look at a trial wait for the timer.
  private let recording = Mutex(())

  /// Adds a trial whose first parameter is to be recorded.
  func add(_ trial: RecordedTrial) {
    let isFirst = waiting.withLock { waiting in
      waiting.append(Entry(trial: trial))
      return waiting.count == 1
    }
    guard isFirst else { return }
    DispatchQueue.global().asyncAfter(deadline: .now() + Self.delay) { [weak self] in
      self?.recordAll()
    }
  }

  /// Records the parameters of all trials now.
  func recordAll() {
    recording.withLock { _ in
      let trials = waiting.withLock { waiting in
        defer { waiting = [] }
        return waiting
      }
      for entry in trials {
        // If it fails, the next step of the trial tries again, and throws.
        try? entry.trial?.recordParameters()
      }
    }
  }
}
