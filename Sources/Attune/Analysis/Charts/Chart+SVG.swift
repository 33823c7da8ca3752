extension Chart {
  /// Returns the chart as an SVG document, which can also be embedded in an HTML page.
  ///
  /// The same chart gives the same text. All names of studies and parameters are escaped. A mark that
  /// represents one trial has the trial's number as `data-trial` and a description as `title`, which
  /// browsers show as a tooltip.
  ///
  /// - Parameters:
  ///   - theme: The colour theme.
  ///   - prefix: The prefix of identifiers; it must be unique within a page.
  ///   - isTitled: Whether to draw the title above the panels.
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
      "the prefix \"\(prefix)\" must start with a letter and consist of letters, digits, - and _")
    var drawing = ChartDrawing(self, isTitled: isTitled)
    drawing.draw(theme: theme, id: prefix, isTitled: isTitled)
    return drawing.writer.text
  }
}
