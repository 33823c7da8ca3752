/// A line of a program's output as patterns see it: Unicode scalars, without the codes that colour
/// terminals.
struct OutputLine {
  /// How much of a line messages show.
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

  /// Where a code ends that starts with ESC (ECMA-48, sections 5.3, 5.4 and 5.6).
  private static func endOfCode(_ scalars: [Unicode.Scalar], _ start: Int) -> Int {
    var index = start + 1
    guard index < scalars.count else { return index }
    switch scalars[index] {
    case "[":
      index += 1
      while index < scalars.count, ("\u{20}"..."\u{3F}").contains(scalars[index]) { index += 1 }
      return min(index + 1, scalars.count)
    case "]":
      // A command to the terminal, up to BEL or ESC \; one that nothing ends is left alone.
      let end = scalars[index...].firstIndex { $0 == "\u{7}" || $0 == "\u{1B}" }
      guard let end else { return index }
      return end + (scalars[end] == "\u{1B}" ? min(2, scalars.count - end) : 1)
    default: return index + 1
    }
  }

  /// The scalar at an index; nil before the start and behind the end.
  subscript(index: Int) -> Unicode.Scalar? {
    scalars.indices.contains(index) ? scalars[index] : nil
  }

  func text(_ range: Range<Int>) -> String {
    var text = ""
    text.unicodeScalars.append(contentsOf: scalars[range])
    return text
  }

  /// Where a text occurs first, from an index on.
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

  /// The line for messages, or what of it is around an index.
  func excerpt(around index: Int) -> String {
    guard scalars.count > Self.shownCount else { return text(scalars.indices) }
    let start = max(0, min(index - Self.shownCount / 2, scalars.count - Self.shownCount))
    let end = start + Self.shownCount
    return (start > 0 ? "…" : "") + text(start..<end) + (end < scalars.count ? "…" : "")
  }
}
