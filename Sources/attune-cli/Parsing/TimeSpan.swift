/// A duration on the command line: `90s`, `10m`, `1h30m`, `250ms`, `2d`.
enum TimeSpan {
  private static let units: [(name: String, seconds: Double)] = [
    ("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600), ("d", 86_400),
  ]

  /// The duration given by an option; nil if it is not given.
  static func of(_ option: Option, in arguments: Arguments) throws(UsageError) -> Duration? {
    guard let text = arguments.text(of: option) else { return nil }
    guard let duration = duration(text), duration > .zero else {
      throw UsageError(
        "\(option.spelling) needs a time such as 90s, 10m, 1h30m or 2d, not \"\(text)\"")
    }
    return duration
  }

  /// Parses a duration; nil if the text is not a duration.
  static func duration(_ text: String) -> Duration? {
    var rest = text[...]
    var seconds = 0.0
    repeat {
      let number = rest.prefix { $0.isNumber || $0 == "." }
      rest = rest.dropFirst(number.count)
      let unit = rest.prefix { $0.isLetter }
      rest = rest.dropFirst(unit.count)
      guard let count = Double(number), let unit = units.first(where: { $0.name == unit }) else {
        return nil
      }
      seconds += count * unit.seconds
    } while !rest.isEmpty
    return seconds < 1e9 ? .seconds(seconds) : nil
  }
}
