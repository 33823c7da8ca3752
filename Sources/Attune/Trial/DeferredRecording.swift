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

  private struct Waiting: Sendable {
    var entries: [Entry] = []
    /// Whether the timer is going to record the entries.
    var hasTimer = false
  }

  /// The trials with parameters to record; one timer serves all of them, and also those that are added
  /// before it ends, since short trials would otherwise set one each.
  private let waiting = Mutex(Waiting())

  /// Locked while parameters are recorded, so that those that look at a trial wait for the timer.
  private let recording = Mutex(())

  /// Adds a trial whose first parameter is to be recorded.
  func add(_ trial: RecordedTrial) {
    let needsTimer = waiting.withLock { waiting in
      waiting.entries.append(Entry(trial: trial))
      defer { waiting.hasTimer = true }
      return !waiting.hasTimer
    }
    guard needsTimer else { return }
    DispatchQueue.global().asyncAfter(deadline: .now() + Self.delay) { [weak self] in
      guard let self else { return }
      waiting.withLock { $0.hasTimer = false }
      recordAll()
    }
  }

  /// Records the parameters of all trials now.
  func recordAll() {
    recording.withLock { _ in
      let trials = waiting.withLock { waiting in
        defer { waiting.entries = [] }
        return waiting.entries
      }
      for entry in trials {
        // If it fails, the next step of the trial tries again, and throws.
        try? entry.trial?.recordParameters()
      }
    }
  }
}
