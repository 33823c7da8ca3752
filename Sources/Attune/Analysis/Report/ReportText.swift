/// How moments, times and counts read in a report.
enum ReportText {
  /// A moment to the second in UTC, as in `2026-01-31 23:59:59`.
  static func moment(_ moment: Timestamp) -> String {
    let text = moment.description
    return text.prefix { $0 != "T" } + " "
      + text.drop { $0 != "T" }.dropFirst().prefix { $0 != "." }
  }

  /// A time in seconds, from a minute on as on a clock.
  static func duration(_ duration: Duration) -> String {
    duration < .seconds(60)
      ? PlotText.number(duration / .seconds(1)) + " s" : duration.clockText
  }

  /// A number with the word for what is counted, as in `1 trial` and `2 trials`.
  static func counted(_ count: Int, _ word: String) -> String {
    "\(count) \(word)\(count == 1 ? "" : "s")"
  }
}
