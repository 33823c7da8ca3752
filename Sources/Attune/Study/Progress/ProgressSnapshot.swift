/// How far a study has come, in numbers; keeps no history, which would be copied when a trial ends.
struct ProgressSnapshot: Sendable {
  let finished: Int
  /// How many finished trials there are going to be; nil when nobody knows.
  let expectedCount: Int?
  let pruned: Int
  let failed: Int
  let running: Int
  let best: (value: Double, number: Int)?
  /// How many trials are on the Pareto front; nil with one direction.
  let frontCount: Int?
  /// How many trials have ended since progress is shown.
  let endedCount: Int

  init(_ history: TrialHistory, expectedCount: Int?, endedCount: Int, frontCount: Int? = nil) {
    finished = history.finishedCount
    self.expectedCount = expectedCount
    pruned = history.count(of: .pruned)
    failed = history.count(of: .failed)
    running = history.count(of: .running)
    best = history.bestTrial.flatMap { trial in trial.value.map { ($0, trial.number) } }
    self.frontCount = frontCount
    self.endedCount = endedCount
  }

  /// The time that the missing trials will take at the pace so far; nil when it cannot be told.
  func timeLeft(after elapsed: Duration) -> Duration? {
    guard let expectedCount, endedCount > 0, finished < expectedCount else { return nil }
    return elapsed * Double(expectedCount - finished) / Double(endedCount)
  }

  /// The pace so far, as in `12/s`, `3.4/min` or `1.5/h`; nil when it cannot be told.
  func pace(after elapsed: Duration) -> String? {
    guard endedCount > 0, elapsed > .zero else { return nil }
    let perSecond = Double(endedCount) / elapsed.inSeconds
    let (rate, unit) =
      perSecond >= 1
      ? (perSecond, "s") : perSecond >= 1 / 60 ? (perSecond * 60, "min") : (perSecond * 3600, "h")
    let text = rate >= 10 ? "\(Int(rate.rounded()))" : "\((rate * 10).rounded() / 10)"
    return "\(text)/\(unit)"
  }
}
