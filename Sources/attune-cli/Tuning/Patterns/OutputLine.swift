/// A line of a program's output for matching: Unicode scalars without terminal escape sequences.
struct OutputLine {
  /// The maximum number of scalars of a line in messages.
  private static let shownCount = 200

  let scalars: [Unicode.Scalar]

  init(_ text: String) {
    let all = Array(text.unicodeScalars)
    guard all.contains("\u{1B}") else {
      scalars = all
      return
    }
    var kept: [Unicode.Scalar] = []
    var index = 0
    while index < all.count {
      if all[index] == "\u{1B}" {
        index = Self.endOfCode(all, index)
      } else {
        kept.append(all[index])
        index += 1
      }
    }
    scalars = kept
  }

  /// The end of an escape sequence (ECMA-48, sections 5.3, 5.4 and 5.6).
  private static func endOfCode(_ scalars: [Unicode.Scalar], _ start: Int) -> Int {
    var index = start + 1
    guard index < scalars.count else { return index }
    switch scalars[index] {
    case "[":
      index += 1
      while index < scalars.count, ("\u{20}"..."\u{3F}").contains(scalars[index]) { index += 1 }
      return min(index + 1, scalars.count)
    case "]":
      // An operating system command, up to BEL or ESC \. Without an end, only the introducer is
      // skipped.
      let end = scalars[index...].firstIndex { $0 == "\u{7}" || $0 == "\u{1B}" }
      guard let end else { return index }
      return end + (scalars[end] == "\u{1B}" ? min(2, scalars.count - end) : 1)
    default: return index + 1
    }
  }

  /// The scalar at an index; nil if the index is out of range.
  subscript(index: Int) -> Unicode.Scalar? {
    scalars.indices.contains(index) ? scalars[index] : nil
  }

  func text(_ range: Range<Int>) -> String {
    var text = ""
    text.unicodeScalars.append(contentsOf: scalars[range])
    return text
  }

  /// The first occurrence of a text, from an index on.
  func firstRange(of wanted: [Unicode.Scalar], from start: Int) -> Range<Int>? {
    guard let first = wanted.first else { return nil }
    var index = start
    while index + wanted.count <= scalars.count {
      if scalars[index] == first, scalars[index...].starts(with: wanted) {
        return index..<index + wanted.count
      }
      index += 1
    }
    return nil
  }

  /// The line for messages, or the part around an index if the line is long.
  func excerpt(around index: Int) -> String {
    guard scalars.count > Self.shownCount else { return text(scalars.indices) }
    let start = max(0, min(index - Self.shownCount / 2, scalars.count - Self.shownCount))
    let end = start + Self.shownCount
    return (start > 0 ? "…" : "") + text(start..<end) + (end < scalars.count ? "…" : "")
  }
}
