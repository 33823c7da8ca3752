import Attune

/// What a pattern has found in the place of a number.
enum FoundNumber: Sendable, Equatable {
  case number(Double, text: String)
  /// Something else, or a part of a longer number; the reason shows the line.
  case noNumber(reason: String)

  /// Reads a range of a line.
  ///
  /// - Parameters:
  ///   - pattern: What has found it, for messages.
  ///   - consumed: The range of the match that it is in.
  ///   - isStep: Whether it counts steps.
  init(
    _ range: Range<Int>, of line: OutputLine, by pattern: String, consumed: Range<Int>, isStep: Bool
  ) {
    // A group may have taken the spaces around a number as well.
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
    self = .noNumber(
      reason: "\"\(pattern)\" has found \"\(Self.shown(text))\", which \(what), in the line "
        + "\"\(line.excerpt(around: range.lowerBound))\"")
  }

  /// What of a text messages show.
  private static func shown(_ text: String) -> String {
    text.shortened(toBytes: 200)
  }

  /// A range with all that surrounds it up to the next spaces.
  private static func word(around range: Range<Int>, in line: OutputLine) -> Range<Int> {
    func isPart(_ index: Int) -> Bool { line[index]?.properties.isWhitespace == false }
    var (start, end) = (range.lowerBound, range.upperBound)
    while isPart(start - 1), range.lowerBound - start < 20 { start -= 1 }
    while isPart(end), end - start < 50 { end += 1 }
    return start..<end
  }

  /// The integer that counts steps; nil when it is none, as `0.5`.
  var step: Int? {
    guard case .number(let value, let text) = self else { return nil }
    return Int(text) ?? Int(exactly: value)
  }
}
