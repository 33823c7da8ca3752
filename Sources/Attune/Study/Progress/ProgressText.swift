/// The words in which a run tells how far it has come.
enum ProgressText {
  /// The standing of a run, as in
  /// `23/60 trials, best 0.0812 (trial 17), 9 pruned, 0:41 elapsed, about 1:05 left`.
  static func status(
    _ history: TrialHistory, expectedCount: Int?, endedCount: Int, elapsed: Duration
  ) -> String {
    let finished = history.finishedCount
    var parts = [expectedCount.map { "\(finished)/\($0) trials" } ?? "\(finished) trials"]
    if let best = history.bestTrial, let value = best.value {
      parts.append("best \(value.shortText) (trial \(best.number))")
    }
    parts.append("\(history.count(of: .pruned)) pruned")
    if history.count(of: .failed) > 0 { parts.append("\(history.count(of: .failed)) failed") }
    parts.append("\(elapsed.clockText) elapsed")
    if let expectedCount, endedCount > 0, finished < expectedCount {
      let rest = elapsed * Double(expectedCount - finished) / Double(endedCount)
      parts.append("about \(rest.clockText) left")
    }
    return parts.joined(separator: ", ")
  }

  /// How a trial ended, as in `trial 7: complete, 0.0931`.
  static func line(_ trial: TrialSnapshot) -> String {
    var line = "trial \(trial.number): \(trial.state)"
    if !trial.values.isEmpty {
      line += ", " + trial.values.map(\.shortText).joined(separator: ", ")
    }
    if let reason = trial.failureReason { line += ", " + reason }
    return line
  }
}
