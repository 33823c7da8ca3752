import Attune

/// The text that a pattern has matched as a number.
enum FoundNumber: Sendable, Equatable {
  case number(Double, text: String)
  /// Text that is not a number, or only part of one; the reason quotes the line.
  case invalid(reason: String)

  /// Parses a range of a line.
  ///
  /// - Parameters:
  ///   - pattern: The pattern that has matched it, for messages.
  ///   - consumed: The range with the characters next to the number that the pattern matches
  ///     literally.
  ///   - isStep: Whether the number is a step.
  init(
    _ range: Range<Int>, of line: OutputLine, by pattern: String, consumed: Range<Int>, isStep: Bool
  ) {
    // A group may include the spaces around a number.
    var range = range
    while let first = line[range.lowerBound], !range.isEmpty, first.properties.isWhitespace {
      range = range.lowerBound + 1..<range.upperBound
    }
    while let last = line[range.upperBound - 1], !range.isEmpty, last.properties.isWhitespace {
      range = range.lowerBound..<range.upperBound - 1
    }
    let text = line.text(range)
    let what: String
    if let value = NumberText.value(text) {
      guard NumberText.isPart(range, of: line, consumed: consumed, isStep: isStep) else {
        self = .number(value, text: text)
        return
      }
      what = "is only part of \"\(Self.shown(line.text(Self.word(around: range, in: line))))\""
    } else {
      what = "is not a number"
    }
    self = .invalid(
      reason: "\"\(pattern)\" has found \"\(Self.shown(text))\", which \(what), in the line "
        + "\"\(line.excerpt(around: range.lowerBound))\"")
  }

  /// The text, shortened for messages.
  private static func shown(_ text: String) -> String {
    text.shortened(toBytes: 200)
  }

  /// The word around a range, up to the next spaces.
  private static func word(around range: Range<Int>, in line: OutputLine) -> Range<Int> {
    func isPart(_ index: Int) -> Bool { line[index]?.properties.isWhitespace == false }
    var (start, end) = (range.lowerBound, range.upperBound)
    while isPart(start - 1), range.lowerBound - start < 20 { start -= 1 }
    while isPart(end), end - start < 50 { end += 1 }
    return start..<end
  }

  /// The number as a step; nil if it is not an integer.
  var step: Int? {
    guard case .number(let value, let text) = self else { return nil }
    return Int(text) ?? Int(exactly: value)
  }
}
