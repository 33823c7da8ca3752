/// Formatting of times, durations and counts in a report.
enum ReportText {
  /// Returns a time in UTC to the second, such as `2026-01-31 23:59:59`.
  static func moment(_ moment: Timestamp) -> String {
    let text = moment.description
    return text.prefix { $0 != "T" } + " "
      + text.drop { $0 != "T" }.dropFirst().prefix { $0 != "." }
  }

  /// Returns a duration in seconds below a minute, otherwise in clock format.
  static func duration(_ duration: Duration) -> String {
    duration < .seconds(60)
      ? PlotText.number(duration / .seconds(1)) + " s" : duration.clockText
  }

  /// Returns a count with its noun, such as `1 trial` and `2 trials`.
  static func counted(_ count: Int, _ word: String) -> String {
    "\(count) \(word)\(count == 1 ? "" : "s")"
  }
}
