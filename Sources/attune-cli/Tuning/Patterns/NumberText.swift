/// Numbers as programs print them: `0.25`, `-.5`, `1.`, `5E-05`, `nan`, `-Infinity`.
enum NumberText {
  /// The end of the longest number that starts at an index; nil if there is none.
  static func end(in line: OutputLine, from start: Int) -> Int? {
    var index = start
    if let sign = line[index], isSign(sign) { index += 1 }
    for word in ["infinity", "inf", "nan"] where follows(word, in: line, at: index) {
      return index + word.count
    }
    let whole = endOfDigits(in: line, from: index)
    var end = whole
    var hasDigits = whole > index
    if line[end] == "." {
      let fraction = endOfDigits(in: line, from: end + 1)
      hasDigits = hasDigits || fraction > end + 1
      end = fraction
    }
    guard hasDigits else { return nil }
    return endOfExponent(in: line, from: end) ?? end
  }

  /// Parses a text as a number; nil if it is not one.
  static func value(_ text: String) -> Double? {
    let line = OutputLine(text)
    guard end(in: line, from: 0) == line.scalars.count else { return nil }
    // A number that overflows is infinite, and one that underflows is 0.
    return Double(text.replacing("\u{2212}", with: "-"))
  }

  /// Whether a number in a line is only part of a longer number or word, as in `1,234`, `0x10` and
  /// `5e-05abc`.
  ///
  /// - Parameters:
  ///   - consumed: The range of the number with the characters next to it that the pattern matches
  ///     literally, such as the `s` in `([0-9.]+)s`. These are not part of the number.
  ///   - isStep: Whether the number is a step, such as the 3 in `3/10`.
  static func isPart(
    _ number: Range<Int>, of line: OutputLine, consumed: Range<Int>, isStep: Bool
  ) -> Bool {
    continuesAfter(number, in: line, isConsumed: consumed.upperBound > number.upperBound, isStep)
      || startsBefore(number, in: line, isConsumed: consumed.lowerBound < number.lowerBound)
  }

  private static func continuesAfter(
    _ number: Range<Int>, in line: OutputLine, isConsumed: Bool, _ isStep: Bool
  ) -> Bool {
    let end = number.upperBound
    guard let next = line[end] else { return false }
    let isDigitNext = line[end + 1]?.properties.numericType != nil
    if isTimesPower(in: line, from: end) { return !isConsumed }
    switch next {
    // The end of a truncated line.
    case "…": return true
    case "0"..."9": return true
    case ".":
      // As in `0.5.3` and `0.1..0.9`; a sentence may end with the number.
      var index = end + 1
      while line[index] == "." { index += 1 }
      return line[index]?.properties.numericType != nil || line[index] == "#"
    // As in `1.#QNAN`.
    case "#": return true
    // Superscript signs and other digits, as in `10⁻⁵` and `1½`.
    case "\u{207A}", "\u{207B}": return true
    case _ where next.properties.numericType != nil: return true
    // Digit group separators, as in `1’234` and in `1 234` with a no-break space.
    case "’", "ʼ", "`", "´", "٬", "，", "．", "\u{A0}", "\u{2007}", "\u{2009}", "\u{202F}":
      return isDigitNext
    // Invisible characters, such as a backspace, and invalid bytes.
    case "\u{FFFD}": return true
    case _ where next.properties.generalCategory == .format: return true
    case _ where next.properties.generalCategory == .control: return !next.properties.isWhitespace
    case "e", "E": return !isConsumed || endOfExponent(in: line, from: end) != nil
    case "x", "X": return !isConsumed || line.text(number) == "0"
    case "/", ":": return isDigitNext && !isConsumed && !isStep
    case ",", "'", "-", "+", "*", "^", "×", "·": return isDigitNext && !isConsumed
    default: return next.isWord && !isConsumed
    }
  }

  /// Whether a power of ten follows, as in `5 × 10^-3`.
  private static func isTimesPower(in line: OutputLine, from end: Int) -> Bool {
    var index = end
    while line[index] == " " { index += 1 }
    guard let sign = line[index], "×·*".unicodeScalars.contains(sign) else { return false }
    index += 1
    while line[index] == " " { index += 1 }
    return line[index] == "1" && line[index + 1] == "0" && line[index + 2]?.isDigit != true
  }

  private static func startsBefore(
    _ number: Range<Int>, in line: OutputLine, isConsumed: Bool
  ) -> Bool {
    let start = number.lowerBound
    guard let previous = line[start - 1] else { return false }
    let before = line[start - 2]
    let isDigitBefore = before?.properties.numericType != nil
    switch previous {
    case "0"..."9": return true
    case _ where previous.properties.numericType != nil: return true
    case "’", "ʼ", "`", "´", "٬", "，", "．", "\u{A0}", "\u{2007}", "\u{2009}", "\u{202F}":
      return isDigitBefore
    case _ where previous.properties.generalCategory == .format: return isDigitBefore
    case _ where previous.properties.generalCategory == .control:
      return !previous.properties.isWhitespace && isDigitBefore
    case ".": return isDigitBefore || (!isConsumed && before != ".")
    case "e", "E": return !isConsumed || isDigitBefore
    case "x", "X": return !isConsumed || (before == "0" && line[start - 3]?.isDigit != true)
    case _ where isSign(previous):
      if before == "e" || before == "E" {
        return line[start - 3]?.isDigit == true || line[start - 3] == "."
      }
      if isDigitBefore { return !isConsumed }
      // Between words it is a hyphen; after another sign it is part of a rule.
      return before.map { !$0.isWord && !isSign($0) } ?? true
    case ",", "'", "/", ":", "*", "^", "×", "·": return isDigitBefore && !isConsumed
    default: return previous.isWord && !isConsumed
    }
  }

  private static func isSign(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "-" || scalar == "+" || scalar == "\u{2212}"
  }

  private static func follows(_ word: String, in line: OutputLine, at index: Int) -> Bool {
    var index = index
    for letter in word.unicodeScalars {
      guard let scalar = line[index], scalar.properties.lowercaseMapping == String(letter) else {
        return false
      }
      index += 1
    }
    return true
  }

  private static func endOfDigits(in line: OutputLine, from start: Int) -> Int {
    var index = start
    while line[index]?.isDigit == true { index += 1 }
    return index
  }

  private static func endOfExponent(in line: OutputLine, from start: Int) -> Int? {
    guard line[start] == "e" || line[start] == "E" else { return nil }
    let digits = line[start + 1].map(isSign) == true ? start + 2 : start + 1
    let end = endOfDigits(in: line, from: digits)
    return end > digits ? end : nil
  }
}
