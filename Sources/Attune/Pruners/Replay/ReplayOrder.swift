/// The order in which a ``PruningReplay`` repeats the reports of trials.
///
/// A storage has the start and the end of each trial, but no times of reports.
public enum ReplayOrder: String, Sendable, Hashable, CaseIterable {
  /// By the recorded times: trials that ran at the same time report side by side.
  ///
  /// Report *k* of *m* of a trial is placed at start + *k* / *m* · (end − start). At equal times, all events of
  /// the trial with the lower number come first. A trial without a start time starts when it ends, and one
  /// without any times comes first.
  case recordedTimes = "times"
  /// One trial after the other, in the order of their start times, of equal ones by number.
  case sequential
}

/// A step of a replay.
struct ReplayEvent {
  enum Kind {
    case start
    /// The report at an index, in the order of steps.
    case report(Int)
    case end
  }

  let trialNumber: Int
  let kind: Kind
}

extension ReplayOrder {
  /// The events of trials, in this order.
  ///
  /// - Complexity: O(*m* log *m*) for *m* reports of all trials.
  func events(of trials: [ReplayedTrial]) -> [ReplayEvent] {
    switch self {
    case .sequential:
      return trials.sorted { ($0.startTime, $0.number) < ($1.startTime, $1.number) }
        .flatMap(\.events)
    case .recordedTimes:
      let timed = trials.flatMap { trial in
        trial.events.enumerated().map { position, event in
          (time: trial.time(of: event.kind), position: position, event: event)
        }
      }
      return timed.sorted {
        ($0.time, $0.event.trialNumber, $0.position) < ($1.time, $1.event.trialNumber, $1.position)
      }
      .map(\.event)
    }
  }
}

extension ReplayedTrial {
  /// The start, the reports and the end of the trial.
  fileprivate var events: [ReplayEvent] {
    let kinds = [.start] + reports.indices.map(ReplayEvent.Kind.report) + [.end]
    return kinds.map { ReplayEvent(trialNumber: number, kind: $0) }
  }

  /// The start in microseconds; a clock that was set back does not make a trial end before it starts.
  fileprivate var startTime: Int64 {
    (recorded.startTime ?? recorded.endTime)?.microsecondsSince1970 ?? .min
  }

  fileprivate func time(of kind: ReplayEvent.Kind) -> Int64 {
    let start = startTime
    let end = max(start, recorded.endTime?.microsecondsSince1970 ?? start)
    switch kind {
    case .start: return start
    case .end: return end
    case .report(let index):
      // A file may have times whose distance exceeds `Int64`.
      let part = (Int128(end) - Int128(start)) * Int128(index + 1) / Int128(reports.count)
      return Int64(clamping: Int128(start) + part)
    }
  }
}
