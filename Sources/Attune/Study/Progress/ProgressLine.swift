/// The progress line on a terminal: a bar and the numbers of a snapshot, fitted to the width.
///
/// ```text
/// ━━━━━━━━━━╌╌╌╌╌╌╌╌╌╌ 23/60, best 0.0812 (trial 17), 9 pruned, 34/min, 0:41, about 1:05 left
/// ```
struct ProgressLine {
  private static let barWidths = 10...30

  private struct Part {
    let text: String
    /// The code of its colour or weight on a terminal; nil for plain text.
    var code: String?
    /// Its importance: parts with a lower rank are dropped first.
    let rank: Int
  }

  private let snapshot: ProgressSnapshot
  private let parts: [Part]

  init(_ snapshot: ProgressSnapshot, elapsed: Duration) {
    self.snapshot = snapshot
    var parts = [Part(text: ProgressText.count(snapshot), rank: 9)]
    func add(_ text: String?, rank: Int, code: String? = nil) {
      if let text { parts.append(Part(text: text, code: code, rank: rank)) }
    }
    func add(_ count: Int, _ label: String, rank: Int, code: String? = nil) {
      if count > 0 { add("\(count) \(label)", rank: rank, code: code) }
    }
    add(ProgressText.best(snapshot), rank: 8, code: "1")
    add(snapshot.pruned, "pruned", rank: 5)
    add(snapshot.failed, "failed", rank: 6, code: "31")
    add(snapshot.running, "running", rank: 2)
    add(snapshot.pace(after: elapsed), rank: 3)
    add(elapsed.clockText, rank: 4)
    add(snapshot.timeLeft(after: elapsed).map { "about \($0.clockText) left" }, rank: 7)
    self.parts = parts
  }

  /// The line for a terminal of `width` columns, of which the last one is left empty.
  func text(width: Int, style: Terminal.Style) -> String {
    let available = max(0, width - 1)
    var shown = parts
    func length() -> Int {
      shown.reduce(0) { $0 + $1.text.count } + 2 * (shown.count - 1)
    }
    // The bar is more important than the parts of the lowest ranks, and less than the others.
    while shown.count > 1, length() + reservedBarWidth(for: shown) > available {
      guard let least = shown.indices.min(by: { shown[$0].rank < shown[$1].rank }) else { break }
      shown.remove(at: least)
    }
    var line = shown.map { part in
      guard style.usesColor, let code = part.code else { return part.text }
      return "\u{1B}[\(code)m\(part.text)\u{1B}[0m"
    }.joined(separator: ", ")
    if shown.count == 1 { line = String(line.prefix(available)) }
    let barWidth = min(Self.barWidths.upperBound, available - length() - 1)
    return barWidth < Self.barWidths.lowerBound ? line : bar(barWidth, style) + line
  }

  /// The width to keep free for the bar and the space behind it.
  private func reservedBarWidth(for parts: [Part]) -> Int {
    let leastRank = parts.map(\.rank).min() ?? 0
    return snapshot.expectedCount != nil && leastRank < 7 ? Self.barWidths.lowerBound + 1 : 0
  }

  /// The bar, with a space behind it; empty if the number of trials to reach is not known.
  private func bar(_ width: Int, _ style: Terminal.Style) -> String {
    guard let expected = snapshot.expectedCount, expected > 0 else { return "" }
    let done = min(width, width * snapshot.finished / expected)
    let (full, empty) = style.usesUnicode ? ("━", "╌") : ("#", "-")
    let bar = String(repeating: full, count: done)
    let rest = String(repeating: empty, count: width - done) + " "
    return style.usesColor ? "\u{1B}[32m\(bar)\u{1B}[0m\(rest)" : bar + rest
  }
}
