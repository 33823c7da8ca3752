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
      parts.append("best \(short(value)) (trial \(best.number))")
    }
    parts.append("\(history.count(of: .pruned)) pruned")
    if history.count(of: .failed) > 0 { parts.append("\(history.count(of: .failed)) failed") }
    parts.append("\(clock(elapsed)) elapsed")
    if let expectedCount, endedCount > 0, finished < expectedCount {
      let rest = elapsed * Double(expectedCount - finished) / Double(endedCount)
      parts.append("about \(clock(rest)) left")
    }
    return parts.joined(separator: ", ")
  }

  /// How a trial ended, as in `trial 7: complete, 0.0931`.
  static func line(_ trial: TrialSnapshot) -> String {
    var line = "trial \(trial.number): \(trial.state)"
    if !trial.values.isEmpty { line += ", " + trial.values.map(short).joined(separator: ", ") }
    if let reason = trial.failureReason { line += ", " + reason }
    return line
  }

  /// A time in hours, minutes and seconds.
  static func clock(_ duration: Duration) -> String {
    let seconds = Int(duration.components.seconds)
    let minutes = pad(seconds / 60 % 60, isFirst: seconds < 3600) + ":" + pad(seconds % 60)
    return seconds < 3600 ? minutes : "\(seconds / 3600):\(minutes)"
  }

  private static func pad(_ value: Int, isFirst: Bool = false) -> String {
    value < 10 && !isFirst ? "0\(value)" : "\(value)"
  }

  /// A number with four significant digits.
  static func short(_ value: Double) -> String {
    guard value.isFinite, value != 0 else { return "\(value)" }
    var scaled = abs(value)
    var exponent = 0
    while scaled >= 10 { (scaled, exponent) = (scaled / 10, exponent + 1) }
    while scaled < 1 { (scaled, exponent) = (scaled * 10, exponent - 1) }
    let digits = Int((scaled * 1000).rounded())
    let sign = value < 0 ? "-" : ""
    // The very largest numbers have nothing above them to be rounded to.
    guard let rounded = Double("\(sign)\(digits)e\(exponent - 3)"), rounded.isFinite else {
      return "\(value)"
    }
    return rounded.description
  }
}
