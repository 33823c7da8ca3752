/// Wraps paragraphs and lists to a width.
enum TextLayout {
  /// The width of help.
  static let defaultWidth = 80

  /// Wraps paragraphs to a width.
  ///
  /// Lines that start with a space are unchanged.
  static func wrap(_ text: String, width: Int = defaultWidth) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.hasPrefix(" ") ? String($0) : lines(of: $0, width: width).joined(separator: "\n") }
      .joined(separator: "\n")
  }

  /// Formats terms with explanations in a second column.
  static func list(_ items: [(term: String, text: String)], width: Int = defaultWidth) -> String {
    let column = min(items.map(\.term.count).max() ?? 0, 24) + 4
    return items.map { term, text in
      let lines = lines(of: text[...], width: max(width - column, 20))
      let head = "  " + term
      let indent = "\n" + String(repeating: " ", count: column)
      let gap =
        head.count + 2 <= column
        ? String(repeating: " ", count: column - head.count) : indent
      return head + (lines.isEmpty ? "" : gap + lines.joined(separator: indent))
    }
    .joined(separator: "\n")
  }

  private static func lines(of text: Substring, width: Int) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, last.count + 1 + word.count <= width {
        lines[lines.count - 1] += " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }
}
