/// Detects what has changed in the trials of a study, and returns it as events.
///
/// It keeps only the parts of trials that can change. A history that is referenced elsewhere is
/// copied when a trial ends, so none is kept here.
struct StudyChanges: Sendable {
  private struct Seen: Sendable {
    let state: TrialState
    let attempt: Int?
    let reports: [IntermediateValue]

    init(_ trial: TrialSnapshot) {
      state = trial.state
      attempt = SystemAttribute.attempt(in: trial.systemAttributes)
      reports = trial.intermediateValues
    }
  }

  private var count: Int
  private var unfinished: [Int: Seen]
  private var improvements: Improvements

  /// Starts from the trials of a history, for which there are no events.
  init(after history: TrialHistory) {
    count = history.count
    unfinished = [:]
    for trial in history.running + history.waiting { unfinished[trial.number] = Seen(trial) }
    improvements = Improvements(on: history)
  }

  /// The events since the last call, in the order in which trials ended, then by number.
  ///
  /// - Complexity: O(*k*) for *k* trials that are new, running or waiting, and their reports.
  mutating func take(from history: TrialHistory) -> [StudyEvent] {
    let numbers = unfinished.keys.sorted() + Array(count..<history.count)
    var trials = numbers.map { history[$0] }
    trials.sort { a, b in
      switch (a.endTime, b.endTime) {
      case (let first?, let second?) where first != second: first < second
      case (_?, nil): true
      case (nil, _?): false
      default: a.number < b.number
      }
    }
    var events: [StudyEvent] = []
    for trial in trials {
      events += Self.events(of: trial, before: unfinished[trial.number])
      if trial.state == .complete, improvements.add(trial) { events.append(.improved(trial)) }
      unfinished[trial.number] = trial.state.isFinished ? nil : Seen(trial)
    }
    count = history.count
    return events
  }

  private static func events(of trial: TrialSnapshot, before: Seen?) -> [StudyEvent] {
    var events: [StudyEvent] = []
    let now = Seen(trial)
    if before == nil, now.state == .waiting { return [.enqueued(trial)] }
    if before?.state == .running, now.state == .running, before?.attempt != now.attempt {
      events.append(.interrupted(trial))
    }
    if before?.state != .running || !events.isEmpty, now.state != .waiting, trial.startTime != nil {
      events.append(.started(trial))
    }
    events += newReports(now.reports, before: before?.reports ?? []).map { .reported($0, trial) }
    switch now.state {
    case .running: break
    case .waiting: if before?.state == .running { events.append(.interrupted(trial)) }
    case .complete: events.append(.completed(trial))
    case .pruned: events.append(.pruned(trial))
    case .failed: events.append(.failed(trial))
    }
    return events
  }

  /// The reports that are new, or have another value, as after a further attempt.
  private static func newReports(
    _ now: [IntermediateValue], before: [IntermediateValue]
  ) -> [IntermediateValue] {
    var index = 0
    return now.filter { report in
      while index < before.count, before[index].step < report.step { index += 1 }
      return index == before.count || before[index].step != report.step
        || before[index].value.bitPattern != report.value.bitPattern
    }
  }
}
