/// The line that is kept up to date on a terminal: a bar and the snapshot, fitted to the width.
///
/// ```text
/// ━━━━━━━━━━╌╌╌╌╌╌╌╌╌╌ 23/60, best 0.0812 (trial 17), 9 pruned, 34/min, 0:41, about 1:05 left
/// ```
struct ProgressLine {
  private static let barWidths = 10...30

  private struct Part {
    let text: String
    /// What makes it stand out where there are colours, as the code of a terminal.
    var code: String?
    /// What is dropped last has the highest rank.
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
    func add(_ count: Int, _ what: String, rank: Int, code: String? = nil) {
      if count > 0 { add("\(count) \(what)", rank: rank, code: code) }
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

  /// The line for a terminal of so many columns, of which the last stays free.
  func text(width: Int, style: Terminal.Style) -> String {
    let room = max(0, width - 1)
    var shown = parts
    func length() -> Int {
      shown.reduce(0) { $0 + $1.text.count } + 2 * (shown.count - 1)
    }
    // A bar is worth more than the least important parts, and less than the others.
    while shown.count > 1, length() + barRoom(for: shown) > room {
      guard let least = shown.indices.min(by: { shown[$0].rank < shown[$1].rank }) else { break }
      shown.remove(at: least)
    }
    var line = shown.map { part in
      guard style.usesColor, let code = part.code else { return part.text }
      return "\u{1B}[\(code)m\(part.text)\u{1B}[0m"
    }.joined(separator: ", ")
    if shown.count == 1 { line = String(line.prefix(room)) }
    let barWidth = min(Self.barWidths.upperBound, room - length() - 1)
    return barWidth < Self.barWidths.lowerBound ? line : bar(barWidth, style) + line
  }

  private func barRoom(for parts: [Part]) -> Int {
    let leastRank = parts.map(\.rank).min() ?? 0
    return snapshot.expectedCount != nil && leastRank < 7 ? Self.barWidths.lowerBound + 1 : 0
  }

  /// How much is done, with a space behind it; empty where nobody knows how much there is to do.
  private func bar(_ width: Int, _ style: Terminal.Style) -> String {
    guard let expected = snapshot.expectedCount, expected > 0 else { return "" }
    let done = min(width, width * snapshot.finished / expected)
    let (full, empty) = style.usesUnicode ? ("━", "╌") : ("#", "-")
    let bar = String(repeating: full, count: done)
    let rest = String(repeating: empty, count: width - done) + " "
    return style.usesColor ? "\u{1B}[32m\(bar)\u{1B}[0m\(rest)" : bar + rest
  }
}
