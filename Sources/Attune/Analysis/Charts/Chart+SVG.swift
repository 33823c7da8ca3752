extension Chart {
  /// The chart as an SVG document, which can also stand in a page of HTML as it is.
  ///
  /// The same chart gives the same text. All text in it is escaped, whatever studies and parameters
  /// are called. Marks that stand for one trial carry its number as `data-trial` and tell about it
  /// in a `title`, which browsers show when the pointer rests on them.
  ///
  /// - Parameters:
  ///   - theme: The colours.
  ///   - prefix: What the identifiers within start with; give each chart of a page another one.
  ///   - isTitled: Whether the title is written above the panels.
  /// - Precondition: The prefix consists of ASCII letters, digits, `-` and `_`, and starts with a
  ///   letter.
  /// - Complexity: O(*n*) for *n* marks.
  public func svg(
    theme: ChartTheme = .automatic, prefix: String = "chart", isTitled: Bool = true
  ) -> String {
    precondition(
      prefix.first?.isLetter == true
        && prefix.utf8.allSatisfy {
          UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0
            || UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 || $0 == UInt8(ascii: "-")
            || $0 == UInt8(ascii: "_")
        },
      "the prefix \"\(prefix)\" is not an identifier of letters, digits, - and _")
    var drawing = ChartDrawing(self, isTitled: isTitled)
    drawing.draw(theme: theme, id: prefix, isTitled: isTitled)
    return drawing.writer.text
  }
}
